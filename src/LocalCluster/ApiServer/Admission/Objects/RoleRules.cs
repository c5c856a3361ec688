using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Authorization;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Admission.Objects;

/// <summary>Roles and ClusterRoles.</summary>
internal sealed class RoleRules(bool isClusterWide) : KindRules
{
    public override NameRule NameRule => NameRule.PathSegment;

    public override bool AllowsCreateOnUpdate => true;

    public override void Default(JsonObject obj)
    {
        if (obj["rules"] is null)
            obj["rules"] = null;
    }

    public override void Authorize(JsonObject obj, RuleContext context) => new RuleGrant(context.State.Authorizer).Check(
        context.User, context.Resource, (obj.Namespace(), obj.Name()), obj.Items("rules"),
        new AccessAttributes { Verb = "escalate", Group = Authorizer.Group, Resource = context.Resource.Plural, Namespace = obj.Namespace(), Name = obj.Name() });

    public override IEnumerable<FieldError> Validate(JsonObject obj, RuleContext context)
    {
        foreach (var (rule, i) in obj.Items("rules").Select((one, i) => (one, i)))
        {
            var at = $"rules[{i}]";
            if (!rule.Texts("verbs").Any())
                yield return FieldError.Required($"{at}.verbs", "verbs must contain at least one value");
            if (rule.Texts("nonResourceURLs").Any())
            {
                if (!isClusterWide)
                    yield return FieldError.Invalid($"{at}.nonResourceURLs", rule["nonResourceURLs"], "namespaced rules cannot apply to non-resource URLs");
                if (rule.Texts("apiGroups").Any() || rule.Texts("resources").Any() || rule.Texts("resourceNames").Any())
                    yield return FieldError.Invalid($"{at}.nonResourceURLs", rule["nonResourceURLs"], "rules cannot apply to both regular resources and non-resource URLs");
                continue;
            }

            if (!rule.Texts("apiGroups").Any())
                yield return FieldError.Required($"{at}.apiGroups", "resource rules must supply at least one api group");
            if (!rule.Texts("resources").Any())
                yield return FieldError.Required($"{at}.resources", "resource rules must supply at least one resource");
            if (rule.Texts("resourceNames").Any() && rule.Texts("resources").Count() > 1)
                yield return FieldError.Required($"{at}.resourceNames", "resource names cannot apply to multiple resources");
        }
    }
}
