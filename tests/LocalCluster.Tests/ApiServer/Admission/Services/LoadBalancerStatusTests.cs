using LocalCluster.Tests.ApiServer.Requests;

namespace LocalCluster.Tests.ApiServer.Admission.Services;

public sealed class LoadBalancerStatusTests(RequestServer server) : IClassFixture<RequestServer>
{
    private const string Services = "/api/v1/namespaces/default/services";

    [Fact]
    public async Task Only_a_load_balancer_has_addresses()
    {
        await Create("plain", "ClusterIP");

        (await Report("plain", """{"ip":"1.2.3.4"}""")).Says(
            422, "Service \"plain\" is invalid: status.loadBalancer.ingress: Forbidden: may only be used when `spec.type` is 'LoadBalancer'");
    }

    [Theory]
    [InlineData("""{"ip":"1.2.3"}""", "status.loadBalancer.ingress[0].ip: Invalid value: \"1.2.3\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)")]
    [InlineData("""{"ip":"1.2.3.4","ipMode":"x"}""", "status.loadBalancer.ingress[0].ipMode: Unsupported value: \"x\": supported values: \"Proxy\", \"VIP\"")]
    [InlineData("""{"ipMode":"VIP"}""", "status.loadBalancer.ingress[0].ipMode: Forbidden: may not be specified when `ip` is not set")]
    [InlineData("""{"hostname":"1.2.3.4"}""", "status.loadBalancer.ingress[0].hostname: Invalid value: \"1.2.3.4\": must be a DNS name, not an IP address")]
    public async Task An_address_is_an_address_and_a_name_is_a_name(string entry, string why)
    {
        await Create("balanced", "LoadBalancer");

        (await Report("balanced", entry)).Says(422, $"Service \"balanced\" is invalid: {why}");
    }

    [Fact]
    public async Task An_address_is_a_virtual_one_unless_said_otherwise()
    {
        await Create("virtual", "LoadBalancer");

        var service = (await Report("virtual", """{"ip":"1.2.3.4"}""")).Is(200).Body;

        Assert.Equal("""[{"ip":"1.2.3.4","ipMode":"VIP"}]""", service?["status"]?["loadBalancer"]?["ingress"]?.ToJsonString());
    }

    private Task<Answer> Create(string name, string type) =>
        server.PostAsync(Services, $$$"""{"metadata":{"name":"{{{name}}}"},"spec":{"type":"{{{type}}}","ports":[{"port":80}]}}""");

    private Task<Answer> Report(string name, string entry) =>
        server.PatchAsync($"{Services}/{name}/status", "{\"status\":{\"loadBalancer\":{\"ingress\":[" + entry + "]}}}");
}
