using LocalCluster.Tests.ApiServer.Requests;

namespace LocalCluster.Tests.ApiServer.Admission.Workloads;

public sealed class StatefulSetTests(RequestServer server) : IClassFixture<RequestServer>
{
    private const string Sets = "/apis/apps/v1/namespaces/default/statefulsets";

    private const string Head = """{"metadata":{"name":"web"},"spec":{"updateStrategy":""";

    private const string Tail =
        ""","selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"c","image":"counterapp:1"}]}}}}""";

    [Theory]
    [InlineData("{}", """{"type":"RollingUpdate","rollingUpdate":{"partition":0}}""")]
    [InlineData("""{"type":"RollingUpdate"}""", """{"type":"RollingUpdate"}""")]
    [InlineData("""{"type":"RollingUpdate","rollingUpdate":{}}""", """{"type":"RollingUpdate","rollingUpdate":{"partition":0}}""")]
    [InlineData("""{"type":"OnDelete"}""", """{"type":"OnDelete"}""")]
    [InlineData("""{"rollingUpdate":{"maxUnavailable":"500%","partition":2}}""", """{"rollingUpdate":{"partition":2},"type":"RollingUpdate"}""")]
    public async Task A_strategy_gets_what_it_leaves_out_and_loses_what_is_behind_a_gate(string strategy, string expected)
    {
        var created = await server.PostAsync($"{Sets}?dryRun=All", Set(strategy));

        Assert.Equal(expected, created.Is(201).Body?["spec"]?["updateStrategy"]?.ToJsonString());
    }

    [Fact]
    public async Task An_empty_text_is_an_absent_one_and_what_is_supported_stands_in_the_servers_order()
    {
        var created = await server.PostAsync($"{Sets}?dryRun=All", Set("{}").Replace("\"selector\"", Policy("", "Delete"), StringComparison.Ordinal));
        Assert.Equal(
            """{"whenDeleted":"Retain","whenScaled":"Delete"}""",
            created.Is(201).Body?["spec"]?["persistentVolumeClaimRetentionPolicy"]?.ToJsonString());

        (await server.PostAsync($"{Sets}?dryRun=All", Set("{}").Replace("\"selector\"", Policy("Keep", "Delete"), StringComparison.Ordinal))).Says(
            422,
            "StatefulSet.apps \"web\" is invalid: spec.persistentVolumeClaimRetentionPolicy.whenDeleted: Unsupported value: \"Keep\": supported values: \"Retain\", \"Delete\"");
    }

    [Theory]
    [InlineData("\"dnsPolicy\":\"Odd\",\"containers\":[{", "dnsPolicy: Unsupported value: \"Odd\": supported values: \"ClusterFirstWithHostNet\", \"ClusterFirst\", \"Default\", \"None\"")]
    [InlineData("\"containers\":[{\"terminationMessagePolicy\":\"Odd\",", "containers[0].terminationMessagePolicy: Unsupported value: \"Odd\": supported values: \"File\", \"FallbackToLogsOnError\"")]
    public async Task What_a_template_may_say_stands_in_the_servers_order(string start, string why) =>
        (await server.PostAsync($"{Sets}?dryRun=All", Set("{}").Replace("\"containers\":[{", start, StringComparison.Ordinal)))
            .Says(422, $"StatefulSet.apps \"web\" is invalid: spec.template.spec.{why}");

    [Theory]
    [InlineData("""{"replicas":0,"observedGeneration":-1}""", "status.observedGeneration: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData(
        """{"replicas":1,"readyReplicas":1,"availableReplicas":3,"updatedReplicas":2}""",
        "[status.updatedReplicas: Invalid value: 2: cannot be greater than status.replicas, status.availableReplicas: Invalid value: 3: cannot be greater than status.replicas, status.availableReplicas: Invalid value: 3: cannot be greater than status.readyReplicas]")]
    [InlineData(
        """{"replicas":0,"collisionCount":-2}""",
        "[status.collisionCount: Invalid value: -2: must be greater than or equal to 0, status.collisionCount: Invalid value: -2: cannot be decremented]")]
    public async Task The_counts_of_a_status_fit_together(string status, string why)
    {
        await server.PostAsync(Sets, Set("{}").Replace("web", "counted", StringComparison.Ordinal));

        (await server.PatchAsync($"{Sets}/counted/status", "{\"status\":" + status + "}")).Says(422, $"StatefulSet.apps \"counted\" is invalid: {why}");
    }

    [Fact]
    public async Task Collisions_are_never_forgotten()
    {
        await server.PostAsync(Sets, Set("{}").Replace("web", "collided", StringComparison.Ordinal));
        (await server.PatchAsync($"{Sets}/collided/status", """{"status":{"collisionCount":2}}""")).Is(200);

        (await server.PatchAsync($"{Sets}/collided/status", """{"status":{"collisionCount":null}}"""))
            .Says(422, "StatefulSet.apps \"collided\" is invalid: status.collisionCount: Invalid value: 0: cannot be decremented");
    }

    private static string Policy(string whenDeleted, string whenScaled) =>
        "\"persistentVolumeClaimRetentionPolicy\":{\"whenDeleted\":\"" + whenDeleted + "\",\"whenScaled\":\"" + whenScaled + "\"},\"selector\"";

    private static string Set(string strategy) => Head + strategy + Tail;
}
