using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Authentication;
using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Resources;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Authorization;

/// <summary>Nobody gives away what they do not have: rules in a role, or a role in a binding (privilege escalation prevention).</summary>
internal sealed class RuleGrant(Authorizer authorizer)
{
    private static readonly string[] Fields = ["apiGroups", "resources", "nonResourceURLs", "resourceNames", "verbs"];

    /// <param name="user">Who grants.</param>
    /// <param name="resource">The role or binding that is written.</param>
    /// <param name="written">Its namespace and name.</param>
    /// <param name="rules">What it grants.</param>
    /// <param name="special">What lets somebody do it all the same: the verb <c>escalate</c> or <c>bind</c>, on the role.</param>
    /// <exception cref="StatusException">403, with what is missing.</exception>
    public void Check(User user, ResourceDefinition resource, (string Namespace, string Name) written, IEnumerable<JsonObject> rules, AccessAttributes special)
    {
        if (user.Groups.Contains(User.Masters) || authorizer.Decide(user, special).Allowed)
            return;
        var owned = authorizer.GrantsOf(user, written.Namespace).SelectMany(grant => grant.Rules).SelectMany(Parts).ToList();
        var missing = rules.SelectMany(Parts).Where(wanted => !owned.Any(one => Covers(one, wanted))).ToList();
        if (missing.Count == 0)
            return;
        var groups = $"[{string.Join(' ', user.Groups.Select(GoText.Quote))}]";
        throw Failures.Forbidden(resource, written.Name,
            $"user {GoText.Quote(user.Name)} (groups={groups}) is attempting to grant RBAC permissions not currently held:\n{string.Join('\n', Compact(missing).Select(Describe).Distinct().Order(StringComparer.Ordinal))}");
    }

    /// <summary>A rule as many rules of one verb on one thing each.</summary>
    private static IEnumerable<Dictionary<string, List<string>>> Parts(JsonObject rule)
    {
        IEnumerable<Dictionary<string, List<string>>> parts = [[]];
        foreach (var field in Fields)
        {
            var values = rule.Texts(field).ToList();
            if (values.Count > 0)
                parts = parts.SelectMany(part => values.Select(value => new Dictionary<string, List<string>>(part) { [field] = [value] })).ToList();
        }

        return parts.Where(part => part.ContainsKey("resources") || part.ContainsKey("nonResourceURLs"));
    }

    private static bool Covers(Dictionary<string, List<string>> owned, Dictionary<string, List<string>> wanted) => Fields.All(field =>
    {
        var (has, wants) = (owned.GetValueOrDefault(field)?[0], wanted.GetValueOrDefault(field)?[0]);
        return field switch
        {
            "resourceNames" => has is null || has == wants,
            _ when wants is null => has is null || field == "nonResourceURLs",
            "nonResourceURLs" => has is not null && (has == wants || has == "*" || (has.EndsWith('*') && wants.StartsWith(has[..^1], StringComparison.Ordinal))),
            "resources" => has == wants || has == "*" || (has is not null && has.StartsWith("*/", StringComparison.Ordinal) && wants.EndsWith(has[1..], StringComparison.Ordinal)),
            _ => has == wants || has == "*",
        };
    });

    /// <summary>Verbs on the same plain resource come together again.</summary>
    private static IEnumerable<Dictionary<string, List<string>>> Compact(List<Dictionary<string, List<string>>> rules)
    {
        var simple = rules.ToLookup(rule => !rule.ContainsKey("nonResourceURLs") && !rule.ContainsKey("resourceNames") && rule.ContainsKey("apiGroups"));
        return simple[false].Concat(simple[true].GroupBy(rule => (rule["apiGroups"][0], rule["resources"][0]))
            .Select(group => new Dictionary<string, List<string>>(group.First()) { ["verbs"] = [.. group.SelectMany(rule => rule.GetValueOrDefault("verbs") ?? [])] }));
    }

    private static string Describe(Dictionary<string, List<string>> rule) => "{" + string.Join(", ", Fields.Where(rule.ContainsKey)
        .Select(field => $"{(field == "apiGroups" ? "APIGroups" : char.ToUpperInvariant(field[0]) + field[1..])}:[{string.Join(' ', rule[field].Select(GoText.Quote))}]")) + "}";
}
