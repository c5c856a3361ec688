using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Authorization;
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

    public override IEnumerable<FieldError> Validate(JsonObject obj, RuleContext context)
    {
        var role = obj.Object("roleRef") ?? [];
        string[] kinds = isClusterWide ? ["ClusterRole"] : ["ClusterRole", "Role"];
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
                if (isClusterWide && subject.Text("namespace") is null or "")
                    yield return FieldError.Required($"{at}.namespace");
                break;
            case "User" or "Group":
                if (subject.Text("apiGroup") != Authorizer.Group)
                    yield return FieldError.NotSupported($"{at}.apiGroup", subject.Text("apiGroup") ?? "", [Authorizer.Group]);
                break;
            default:
                yield return FieldError.NotSupported($"{at}.kind", subject.Text("kind") ?? "", ["ServiceAccount", "User", "Group"]);
                break;
        }
    }
}
