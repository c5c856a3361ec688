using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;

namespace LocalCluster.ApiServer.Authorization;

/// <summary>Whether a <c>PolicyRule</c> covers what somebody wants to do.</summary>
internal static class PolicyRule
{
    public static bool Allows(JsonObject rule, AccessAttributes attributes)
    {
        if (!Covers(rule, "verbs", attributes.Verb))
            return false;
        if (attributes.Path is { } path)
            return rule.Texts("nonResourceURLs").Any(one => one == "*" || one == path || (one.EndsWith('*') && path.StartsWith(one[..^1], StringComparison.Ordinal)));
        return Covers(rule, "apiGroups", attributes.Group) && Resource(rule, attributes) && Name(rule, attributes.Name);
    }

    private static bool Resource(JsonObject rule, AccessAttributes attributes)
    {
        var combined = attributes.Subresource.Length == 0 ? attributes.Resource : $"{attributes.Resource}/{attributes.Subresource}";
        return rule.Texts("resources").Any(one =>
            one == "*" || one == combined || (attributes.Subresource.Length > 0 && one == $"*/{attributes.Subresource}"));
    }

    private static bool Name(JsonObject rule, string name)
    {
        var names = rule.Texts("resourceNames").ToList();
        return names.Count == 0 || names.Contains(name);
    }

    private static bool Covers(JsonObject rule, string field, string wanted) =>
        rule.Texts(field).Any(one => one == "*" || one == wanted);
}
