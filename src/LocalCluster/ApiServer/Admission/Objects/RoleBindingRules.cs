using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Authentication;
using LocalCluster.ApiServer.Authorization;
using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Admission.Objects;

/// <summary>RoleBindings and ClusterRoleBindings: which role they give never changes.</summary>
internal sealed class RoleBindingRules(bool isClusterWide) : KindRules
{
    public override NameRule NameRule => NameRule.PathSegment;

    public override bool AllowsCreateOnUpdate => true;

    public override void Default(JsonObject obj)
    {
        if (obj.Object("roleRef") is { } role && role.Text("apiGroup") is null or "")
            obj["roleRef"]!["apiGroup"] = Authorizer.Group;
        foreach (var subject in obj.Items("subjects"))
        {
            if (subject.Text("apiGroup") is null or "" && subject.Text("kind") is "User" or "Group")
                subject["apiGroup"] = Authorizer.Group;
        }
    }

    public override void Authorize(JsonObject obj, RuleContext context)
    {
        if (context.User.Groups.Contains(User.Masters))
            return;
        var (plural, name) = (obj.Text("roleRef", "kind") == "ClusterRole" ? "clusterroles" : "roles", obj.Text("roleRef", "name") ?? "");
        var bind = new AccessAttributes { Verb = "bind", Group = Authorizer.Group, Resource = plural, Namespace = obj.Namespace(), Name = name };
        var role = context.State.Catalog.View.Find(Authorizer.Group, "v1", plural)!;
        var rules = context.State.Authorizer.RoleOf(obj, obj.Namespace());
        if (rules is null && !context.State.Authorizer.Decide(context.User, bind).Allowed)
            throw Failures.NotFound(role, name);
        new RuleGrant(context.State.Authorizer).Check(context.User, context.Resource, (obj.Namespace(), obj.Name()), rules ?? [], bind);
    }

    public override IEnumerable<FieldError> Validate(JsonObject obj, RuleContext context)
    {
        var role = obj.Object("roleRef") ?? [];
        string[] kinds = isClusterWide ? ["ClusterRole"] : ["Role", "ClusterRole"];
        if (role.Text("apiGroup") != Authorizer.Group)
            yield return FieldError.NotSupported("roleRef.apiGroup", role.Text("apiGroup") ?? "", [Authorizer.Group]);
        if (!kinds.Contains(role.Text("kind") ?? ""))
            yield return FieldError.NotSupported("roleRef.kind", role.Text("kind") ?? "", kinds);
        if (role.Text("name") is null or "")
            yield return FieldError.Required("roleRef.name");
        foreach (var error in obj.Items("subjects").SelectMany((subject, i) => Subject(subject, $"subjects[{i}]")))
            yield return error;
    }

    public override IEnumerable<FieldError> ValidateUpdate(JsonObject obj, JsonObject old, RuleContext context)
    {
        if (!JsonNode.DeepEquals(obj["roleRef"], old["roleRef"]))
            yield return FieldError.Invalid("roleRef", obj["roleRef"], "cannot change roleRef");
    }

    private IEnumerable<FieldError> Subject(JsonObject subject, string at)
    {
        if (subject.Text("name") is null or "")
            yield return FieldError.Required($"{at}.name");
        switch (subject.Text("kind"))
        {
            case "ServiceAccount":
                foreach (var wrong in subject.Text("name") is { Length: > 0 } name ? NameSyntax.Subdomain(name) : [])
                    yield return FieldError.Invalid($"{at}.name", subject.Text("name"), wrong);
                if (subject.Text("apiGroup") is { Length: > 0 } group)
                    yield return FieldError.NotSupported($"{at}.apiGroup", group, [""]);
                if (isClusterWide && subject.Text("namespace") is null or "")
                    yield return FieldError.Required($"{at}.namespace");
                break;
            case "User" or "Group":
                if (subject.Text("name") is null or "")
                    yield return FieldError.Invalid($"{at}.name", "", $"{subject.Text("kind")!.ToLowerInvariant()} name cannot be empty");
                if (subject.Text("apiGroup") != Authorizer.Group)
                    yield return FieldError.NotSupported($"{at}.apiGroup", subject.Text("apiGroup") ?? "", [Authorizer.Group]);
                break;
            default:
                yield return FieldError.NotSupported($"{at}.kind", subject.Text("kind") ?? "", ["ServiceAccount", "User", "Group"]);
                break;
        }
    }
}
