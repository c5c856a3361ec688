using LocalCluster.Tests.ApiServer.Requests;

namespace LocalCluster.Tests.ApiServer.Admission.Objects;

/// <summary>Nodes, and what pods and leases ask for that a cluster may not have.</summary>
public sealed class NodeTests(RequestServer server) : IClassFixture<RequestServer>
{
    private const string Nodes = "/api/v1/nodes";

    [Theory]
    [InlineData("""{"podCIDRs":["10.1.0.0/24"],"podCIDR":"10.1.0.0/24"}""", "spec.podCIDRs: Forbidden: node updates may not change podCIDR except from \"\" to valid")]
    [InlineData("""{"providerID":"other"}""", "spec.providerID: Forbidden: node updates may not change providerID except from \"\" to valid")]
    public async Task A_node_keeps_its_identity(string change, string why)
    {
        var name = $"kept-{Guid.NewGuid():N}";
        (await server.PostAsync(Nodes, Node(name, """{"podCIDR":"10.0.0.0/24","podCIDRs":["10.0.0.0/24"],"providerID":"one"}"""))).Is(201);

        (await server.PatchAsync($"{Nodes}/{name}", "{\"spec\":" + change + "}")).Says(422, $"Node \"{name}\" is invalid: {why}");
    }

    [Theory]
    [InlineData("""[{"key":"a","effect":"Nope"}]""", "spec.taints[0].effect: Unsupported value: \"Nope\": supported values: \"NoSchedule\", \"PreferNoSchedule\", \"NoExecute\"")]
    [InlineData("""[{"key":"a"}]""", "spec.taints[0].effect: Required value")]
    [InlineData("""[{"key":"a","effect":"NoSchedule"},{"key":"a","effect":"NoSchedule"}]""", "spec.taints[1]: Duplicate value: {\"Key\":\"a\",\"Value\":\"\",\"Effect\":\"NoSchedule\",\"TimeAdded\":null}: taints must be unique by key and effect pair")]
    public async Task A_taint_that_says_nothing_is_refused(string taints, string why) =>
        (await server.PostAsync(Nodes, Node("tainted", "{\"taints\":" + taints + "}"))).Says(422, $"Node \"tainted\" is invalid: {why}");

    [Fact]
    public async Task A_lease_says_nothing_of_an_election_that_is_not_held()
    {
        var lease = await server.PostAsync(
            "/apis/coordination.k8s.io/v1/namespaces/default/leases",
            """{"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"coordinated"},"spec":{"holderIdentity":"a","strategy":"OldestEmulationVersion","preferredHolder":"b"}}""");

        Json.Same("""{"holderIdentity":"a"}""", lease.Is(201).Body!["spec"]);
    }

    private static string Node(string name, string spec) =>
        "{\"apiVersion\":\"v1\",\"kind\":\"Node\",\"metadata\":{\"name\":\"" + name + "\"},\"spec\":" + spec + "}";
}
