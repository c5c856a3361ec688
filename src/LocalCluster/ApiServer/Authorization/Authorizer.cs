using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Authentication;
using LocalCluster.ApiServer.Objects;
using LocalCluster.Storage;

namespace LocalCluster.ApiServer.Authorization;

/// <summary>Role-based access: members of system:masters may do everything, everybody else what roles and bindings grant.</summary>
internal sealed class Authorizer(ObjectStore store)
{
    public const string Group = "rbac.authorization.k8s.io";

    public AccessDecision Decide(User user, AccessAttributes attributes)
    {
        if (user.Groups.Contains(User.Masters))
            return AccessDecision.Allow("");
        foreach (var grant in GrantsOf(user, attributes.Namespace))
        {
            if (grant.Rules.Any(rule => PolicyRule.Allows(rule, attributes)))
                return AccessDecision.Allow(grant.Reason);
        }

        return AccessDecision.NoOpinion("");
    }

    /// <summary>Every rule set that some binding gives to the user: cluster-wide first, then in the namespace.</summary>
    public IEnumerable<Grant> GrantsOf(User user, string inNamespace)
    {
        foreach (var binding in Read("clusterrolebindings", null))
        {
            if (SubjectOf(binding, user, "") is { } subject)
                yield return new Grant(RulesOf(binding, ""), Reason("ClusterRoleBinding", binding.Name(), binding, subject));
        }

        foreach (var binding in inNamespace.Length == 0 ? [] : Read("rolebindings", inNamespace))
        {
            if (SubjectOf(binding, user, inNamespace) is { } subject)
                yield return new Grant(RulesOf(binding, inNamespace), Reason("RoleBinding", $"{binding.Name()}/{inNamespace}", binding, subject));
        }
    }

    private IEnumerable<JsonObject> Read(string plural, string? inNamespace) =>
        store.Read($"{plural}.{Group}").List(inNamespace).Select(StoredForm.Read);

    /// <summary>The rules of the role that a binding names; null when there is no such role.</summary>
    public IReadOnlyList<JsonObject>? RoleOf(JsonObject binding, string inNamespace)
    {
        var name = binding.Text("roleRef", "name") ?? "";
        var role = binding.Text("roleRef", "kind") == "ClusterRole"
            ? store.Find(new ObjectId($"clusterroles.{Group}", "", name))
            : store.Find(new ObjectId($"roles.{Group}", inNamespace, name));
        return role is null ? null : [.. StoredForm.Read(role).Items("rules")];
    }

    private IReadOnlyList<JsonObject> RulesOf(JsonObject binding, string inNamespace) => RoleOf(binding, inNamespace) ?? [];

    private static string? SubjectOf(JsonObject binding, User user, string inNamespace)
    {
        foreach (var subject in binding.Items("subjects"))
        {
            var (kind, name) = (subject.Text("kind"), subject.Text("name") ?? "");
            var space = subject.Text("namespace") ?? inNamespace;
            switch (kind)
            {
                case "User" when name == user.Name:
                case "Group" when user.Groups.Contains(name):
                    return $"{kind} \"{name}\"";
                case "ServiceAccount" when user.Name == $"system:serviceaccount:{space}:{name}":
                    return $"ServiceAccount \"{name}/{space}\"";
            }
        }

        return null;
    }

    private static string Reason(string bindingKind, string bindingName, JsonObject binding, string subject) =>
        $"RBAC: allowed by {bindingKind} \"{bindingName}\" of {binding.Text("roleRef", "kind")} \"{binding.Text("roleRef", "name")}\" to {subject}";
}
