using System.Text.Json.Nodes;

namespace Operator.Tests;

public sealed class PermissionTests
{
    [Fact]
    public void The_role_grants_exactly_what_the_operator_asks_for() =>
        Assert.Equal(Spelled(Permission.All), Granted("config/rbac/role.yaml"));

    [Fact]
    public void The_role_of_the_election_grants_exactly_what_it_takes() =>
        Assert.Equal(Spelled(Permission.Election), Granted("config/rbac/leader_election_role.yaml"));

    [Fact]
    public void The_role_of_the_guarded_metrics_grants_exactly_what_they_take() =>
        Assert.Equal(Spelled(Permission.GuardedMetrics), Granted("config/rbac/metrics_auth_role.yaml"));

    private static IEnumerable<string> Spelled(IEnumerable<Permission> permissions) => permissions.Select(permission => permission.ToString()).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Granted(string file)
    {
        var granted =
            from rule in Yaml.Documents(RepositoryFiles.Read(file))[0]["rules"]!.AsArray()
            from apiGroup in Texts(rule!["apiGroups"])
            from resource in Texts(rule["resources"])
            from verb in Texts(rule["verbs"])
            select new Permission(apiGroup, resource, verb).ToString();
        return granted.Order(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Texts(JsonNode? list) => list!.AsArray().Select(item => item!.GetValue<string>());
}
