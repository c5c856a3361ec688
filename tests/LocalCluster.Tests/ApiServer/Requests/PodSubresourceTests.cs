namespace LocalCluster.Tests.ApiServer.Requests;

/// <summary>What bindings, evictions and requests for logs may say (pkg/registry/core/pod/storage, ValidatePodBinding, ValidatePodLogOptions).</summary>
public sealed class PodSubresourceTests(RequestServer server) : IClassFixture<RequestServer>
{
    private const string Core = "/api/v1/namespaces/default";

    [Theory]
    [InlineData("""{"kind":"Machine","name":"node-1"}""", "target.kind: Unsupported value: \"Machine\": supported values: \"Node\", \"<empty>\"")]
    [InlineData("""{"kind":"Node"}""", "target.name: Required value")]
    [InlineData("""{"kind":"Machine"}""", "[target.kind: Unsupported value: \"Machine\": supported values: \"Node\", \"<empty>\", target.name: Required value]")]
    public async Task A_binding_names_a_node(string target, string message)
    {
        await CreatePodAsync("aimless");

        (await server.PostAsync($"{Core}/pods/aimless/binding", Binding("aimless", target))).Says(500, message);
    }

    [Fact]
    public async Task A_binding_names_the_pod_that_it_is_sent_to()
    {
        await CreatePodAsync("meant");

        (await server.PostAsync($"{Core}/pods/meant/binding", Binding("another", Node))).Says(400, "name in URL does not match name in Binding object");
    }

    [Fact]
    public async Task A_binding_among_the_bindings_binds_the_pod_of_its_name()
    {
        await CreatePodAsync("bound");

        (await server.PostAsync($"{Core}/bindings", Binding("bound", Node))).Is(201);
        (await server.PostAsync($"{Core}/bindings", Binding("nobody", Node))).Says(404, "pods \"nobody\" not found");

        Assert.Equal("node-1", (string?)(await server.GetAsync($"{Core}/pods/bound")).Body!["spec"]!["nodeName"]);
    }

    [Fact]
    public async Task An_eviction_names_the_pod_that_it_is_sent_to()
    {
        await CreatePodAsync("stays");

        (await server.PostAsync($"{Core}/pods/stays/eviction", """{"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"goes"} }"""))
            .Says(400, "name in URL does not match name in Eviction object");
        (await server.PostAsync($"{Core}/pods/stays/eviction", """{"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"stays","namespace":"there"} }"""))
            .Says(400, "the namespace of the provided object does not match the namespace sent on the request");
    }

    /// <summary>Without a policy, and with IfHealthyBudget, an unhealthy pod goes while the others are enough (registry/core/pod/storage/eviction.go).</summary>
    [Theory]
    [InlineData("ill-none", "", false, 429)]
    [InlineData("ill-if", ""","unhealthyPodEvictionPolicy":"IfHealthyBudget" """, false, 429)]
    [InlineData("ill-always", ""","unhealthyPodEvictionPolicy":"AlwaysAllow" """, false, 201)]
    [InlineData("ill-spare", "", true, 201)]
    public async Task An_unhealthy_pod_is_evicted_when_the_budget_can_spare_it(string name, string policy, bool hasHealthy, int status)
    {
        await CreatePodAsync(name);
        await SetReadyAsync(name, "False");
        if (hasHealthy)
        {
            await CreatePodAsync($"{name}-well", name);
            await SetReadyAsync($"{name}-well", "True");
        }

        var budget = $$"""{"metadata":{"name":"{{name}}"},"spec":{"minAvailable":1,"selector":{"matchLabels":{"app":"{{name}}"} }{{policy}} } }""";
        (await server.PostAsync("/apis/policy/v1/namespaces/default/poddisruptionbudgets", budget)).Is(201);

        (await server.PostAsync($"{Core}/pods/{name}/eviction", $$"""{"metadata":{"name":"{{name}}"} }""")).Is(status);
    }

    [Theory]
    [InlineData("sinceTime=noon", 400, "parsing time \"noon\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"noon\" as \"2006\"")]
    [InlineData("sinceSeconds=1&sinceTime=2024-01-01T00:00:00Z", 422, "PodLogOptions \"talks\" is invalid: []: Forbidden: at most one of `sinceTime` or `sinceSeconds` may be specified")]
    public async Task What_a_log_is_asked_for_is_looked_at_before_its_pod(string query, int status, string message) =>
        (await server.GetAsync($"{Core}/pods/talks/log?{query}")).Says(status, message);

    private const string Node = """{"kind":"Node","name":"node-1"}""";

    private static string Binding(string name, string target) => $$"""{"apiVersion":"v1","kind":"Binding","metadata":{"name":"{{name}}"},"target":{{target}} }""";

    private async Task CreatePodAsync(string name, string? app = null)
    {
        _ = await server.PostAsync($"{Core}/serviceaccounts", """{"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"default"} }""");
        var metadata = $$"""{"name":"{{name}}","labels":{"app":"{{app ?? name}}"} }""";
        var pod = $$"""{"apiVersion":"v1","kind":"Pod","metadata":{{metadata}},"spec":{"containers":[{"name":"c","image":"busybox"}]} }""";
        Assert.Contains((await server.PostAsync($"{Core}/pods", pod)).Status, new[] { 201, 409 });
    }

    private async Task SetReadyAsync(string name, string ready) => (await server.PatchAsync(
        $"{Core}/pods/{name}/status", $$"""{"status":{"phase":"Running","conditions":[{"type":"Ready","status":"{{ready}}"}]} }""")).Is(200);
}
