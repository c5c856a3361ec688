using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Authentication;
using LocalCluster.ApiServer.Objects;

namespace LocalCluster.ApiServer.Authorization;

/// <summary>Answers access reviews.</summary>
internal sealed class AccessReviews(Authorizer authorizer)
{
    public JsonObject Status(User user, JsonObject spec)
    {
        var attributes = Attributes(spec);
        var decision = authorizer.Decide(user, attributes);
        var status = new JsonObject { ["allowed"] = decision.Allowed };
        if (decision.Reason.Length > 0)
            status["reason"] = decision.Reason;
        return status;
    }

    public JsonObject Rules(User user, JsonObject spec)
    {
        var (resources, paths) = (new JsonArray(), new JsonArray());
        foreach (var rule in Granted(user, spec.Text("namespace") ?? ""))
        {
            var isPath = rule["nonResourceURLs"] is not null;
            (isPath ? paths : resources).Add(rule.DeepClone());
        }

        return new JsonObject { ["resourceRules"] = resources, ["nonResourceRules"] = paths, ["incomplete"] = false };
    }

    private IEnumerable<JsonObject> Granted(User user, string inNamespace) => user.Groups.Contains(User.Masters)
        ?
        [
            new JsonObject { ["verbs"] = new JsonArray("*"), ["apiGroups"] = new JsonArray("*"), ["resources"] = new JsonArray("*") },
            new JsonObject { ["verbs"] = new JsonArray("*"), ["nonResourceURLs"] = new JsonArray("*") },
        ]
        : authorizer.GrantsOf(user, inNamespace).SelectMany(grant => grant.Rules);

    private static AccessAttributes Attributes(JsonObject spec)
    {
        if (spec.Object("nonResourceAttributes") is { } path)
            return new AccessAttributes { Verb = path.Text("verb") ?? "", Path = path.Text("path") ?? "" };
        var asked = spec.Object("resourceAttributes") ?? [];
        return new AccessAttributes
        {
            Verb = asked.Text("verb") ?? "",
            Namespace = asked.Text("namespace") ?? "",
            Group = asked.Text("group") ?? "",
            Version = asked.Text("version") ?? "",
            Resource = asked.Text("resource") ?? "",
            Subresource = asked.Text("subresource") ?? "",
            Name = asked.Text("name") ?? "",
        };
    }
}
