using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;

namespace LocalCluster.ApiServer.Tables;

/// <summary>Roles and who has them.</summary>
internal static class AccessLayouts
{
    /// <summary>Also of the other kinds that the server knows no columns for.</summary>
    public static TableLayout Roles { get; } = new(
        [StandardColumns.Name, new("Created At", "date")],
        (role, _) => [role.Name(), role.Text("metadata", "creationTimestamp")]);

    public static TableLayout Bindings { get; } = new(
        [
            StandardColumns.Name, new("Role", "string"), StandardColumns.Age, new("Users", "string", Priority: 1), new("Groups", "string", Priority: 1),
            new("ServiceAccounts", "string", Priority: 1),
        ],
        (binding, now) =>
        [
            binding.Name(), $"{binding.Text("roleRef", "kind")}/{binding.Text("roleRef", "name")}", StandardColumns.AgeOf(binding, now),
            Subjects(binding, "User"), Subjects(binding, "Group"), Subjects(binding, "ServiceAccount"),
        ]);

    private static string Subjects(JsonObject binding, string kind) => string.Join(", ", binding.Items("subjects")
        .Where(subject => subject.Text("kind") == kind)
        .Select(subject => kind == "ServiceAccount" ? $"{subject.Text("namespace")}/{subject.Text("name")}" : subject.Text("name")));
}
