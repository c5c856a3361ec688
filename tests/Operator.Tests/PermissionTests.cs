using System.Text.Json.Nodes;

namespace Operator.Tests;

public sealed class PermissionTests
{
    [Fact]
    public void The_role_grants_exactly_what_the_operator_asks_for()
    {
        var role = Yaml.Documents(RepositoryFiles.Read("config/rbac/role.yaml"))[0];

        var granted =
            from rule in role["rules"]!.AsArray()
            from apiGroup in Texts(rule!["apiGroups"])
            from resource in Texts(rule["resources"])
            from verb in Texts(rule["verbs"])
            select new Permission(apiGroup, resource, verb).ToString();
        Assert.Equal(Permission.All.Select(permission => permission.ToString()).Order(), granted.Order());
    }

    private static IEnumerable<string> Texts(JsonNode? list) => list!.AsArray().Select(item => item!.GetValue<string>());
}
