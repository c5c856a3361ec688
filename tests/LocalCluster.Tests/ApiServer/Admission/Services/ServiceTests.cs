using LocalCluster.Tests.ApiServer.Requests;

namespace LocalCluster.Tests.ApiServer.Admission.Services;

/// <summary>Services of every type, and what becomes of them when the type changes.</summary>
public sealed class ServiceTests(RequestServer server) : IClassFixture<RequestServer>
{
    private const string Path = "/api/v1/namespaces/default/services";

    [Theory]
    [InlineData("""{"clusterIP":"None","type":"NodePort","ports":[{"port":80}]}""", "spec.clusterIPs[0]: Invalid value: \"None\": may not be set to 'None' for NodePort services")]
    [InlineData("""{"clusterIP":"None","clusterIPs":["9.9.9.9"],"ports":[{"port":80}]}""", "spec.clusterIPs: Invalid value: [\"9.9.9.9\"]: first value must match `clusterIP`")]
    [InlineData("""{"clusterIP":"1.2.3.4","ports":[{"port":80}]}""", "spec.clusterIPs: Invalid value: [\"1.2.3.4\"]: failed to allocate IP 1.2.3.4: the provided network does not match the current range")]
    [InlineData("""{"type":"ExternalName","externalName":"a.b","clusterIP":"9.9.9.9"}""", "spec.clusterIPs: Forbidden: may not be set for ExternalName services")]
    [InlineData("""{"ipFamilyPolicy":"RequireDualStack","ports":[{"port":80}]}""", "spec.ipFamilyPolicy: Invalid value: \"RequireDualStack\": this cluster is not configured for dual-stack services")]
    [InlineData("""{"ipFamilies":["IPv6"],"ports":[{"port":80}]}""", "spec.ipFamilies[0]: Invalid value: \"IPv6\": not configured on this cluster")]
    [InlineData("""{"ipFamilies":["IPv4","IPv6"],"ports":[{"port":80}]}""", "spec.ipFamilyPolicy: Invalid value: \"SingleStack\": must be 'RequireDualStack' or 'PreferDualStack' when multiple IP families are specified")]
    [InlineData("""{"ipFamilies":["X"],"ports":[{"port":80}]}""", "spec.ipFamilies[0]: Unsupported value: \"X\": supported values: \"IPv4\", \"IPv6\"")]
    [InlineData("""{"type":"NodePort","ports":[{"name":"a","port":80,"nodePort":30005},{"name":"b","port":81,"nodePort":30005}]}""", "spec.ports[1].nodePort: Invalid value: 30005: provided port is already allocated")]
    [InlineData("""{"type":"NodePort","healthCheckNodePort":30900,"ports":[{"port":80}]}""", "spec.healthCheckNodePort: Invalid value: 30900: may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'")]
    [InlineData("""{"loadBalancerSourceRanges":["1.0.0.0/8"],"ports":[{"port":80}]}""", "spec.LoadBalancerSourceRanges: Forbidden: may only be used when `type` is 'LoadBalancer'")]
    [InlineData("""{"trafficDistribution":"Nope","ports":[{"port":80}]}""", "spec.trafficDistribution: Unsupported value: \"Nope\": supported values: \"PreferClose\", \"PreferSameZone\", \"PreferSameNode\"")]
    [InlineData("""{"externalIPs":["127.0.0.1"],"ports":[{"port":80}]}""", "spec.externalIPs[0]: Invalid value: \"127.0.0.1\": may not be in the loopback range (127.0.0.0/8, ::1/128)")]
    public async Task A_service_that_cannot_be_is_refused_in_the_servers_words(string spec, string why) =>
        (await server.PostAsync(Path, Service("wrong", spec))).Says(422, $"Service \"wrong\" is invalid: {why}");

    [Fact]
    public async Task The_same_port_over_two_protocols_gets_one_node_port()
    {
        var created = (await server.PostAsync(Path, Service("both", """{"type":"NodePort","ports":[{"name":"a","port":53},{"name":"b","port":53,"protocol":"UDP"}]}"""))).Is(201);

        var ports = created.Body!["spec"]!["ports"]!.AsArray();
        Assert.Equal((int)ports[0]!["nodePort"]!, (int)ports[1]!["nodePort"]!);
    }

    [Fact]
    public async Task A_port_keeps_its_node_port_as_long_as_it_keeps_its_name()
    {
        var first = await CreateAsync("renamed", """{"type":"NodePort","ports":[{"name":"a","port":80}]}""");

        var moved = await PatchAsync("renamed", """{"ports":[{"name":"a","port":81},{"name":"b","port":82}]}""");
        var renamed = await PatchAsync("renamed", """{"ports":[{"name":"c","port":81}]}""");

        Assert.Equal(NodePort(first), NodePort(moved));
        Assert.NotEqual(NodePort(first), NodePort(renamed));
    }

    [Fact]
    public async Task A_load_balancer_has_a_port_for_health_checks_while_its_traffic_is_local()
    {
        await CreateAsync("balanced", """{"type":"LoadBalancer","ports":[{"port":80}]}""");

        var local = await PatchAsync("balanced", """{"externalTrafficPolicy":"Local"}""");
        var changed = await server.PatchAsync($"{Path}/balanced", """{"spec":{"healthCheckNodePort":30999}}""");
        var cluster = await PatchAsync("balanced", """{"externalTrafficPolicy":"Cluster"}""");

        Assert.InRange((int)local.Body!["spec"]!["healthCheckNodePort"]!, 30000, 32767);
        changed.Says(422, "Service \"balanced\" is invalid: spec.healthCheckNodePort: Forbidden: field is immutable");
        Assert.Null(cluster.Body!["spec"]!["healthCheckNodePort"]);
    }

    [Fact]
    public async Task A_load_balancer_that_is_to_have_no_node_ports_keeps_those_it_has_until_they_are_taken_off()
    {
        var first = await CreateAsync("kept", """{"type":"LoadBalancer","ports":[{"port":80}]}""");

        var kept = await PatchAsync("kept", """{"allocateLoadBalancerNodePorts":false}""");
        var off = await PatchAsync("kept", """{"ports":[{"port":80}]}""");

        Assert.Equal(NodePort(first), NodePort(kept));
        Assert.Null(NodePort(off));
    }

    [Fact]
    public async Task Through_an_external_name_a_service_loses_its_address_and_gets_another()
    {
        var first = await CreateAsync("named", """{"type":"NodePort","ports":[{"port":80}]}""");

        var outside = await PatchAsync("named", """{"type":"ExternalName","externalName":"a.example.com"}""");
        var heir = await CreateAsync("heir", $$"""{"clusterIP":"{{Address(first)}}","ports":[{"port":80}]}""");
        var again = await PatchAsync("named", """{"type":"ClusterIP"}""");

        Json.Same("""{"type":"ExternalName","externalName":"a.example.com","sessionAffinity":"None","ports":[{"port":80,"protocol":"TCP","targetPort":80}]}""", outside.Body!["spec"]);
        Assert.Equal("SingleStack", (string?)again.Body!["spec"]!["ipFamilyPolicy"]);
        Assert.Null(again.Body["spec"]!["externalName"]);
        Assert.Equal(Address(first), Address(heir));
        Assert.NotEqual(Address(first), Assert.IsType<string>(Address(again)));
    }

    [Fact]
    public async Task What_a_service_type_ignores_is_told()
    {
        var headless = (await server.PostAsync(Path, Service("headless", """{"clusterIP":"None","sessionAffinity":"ClientIP","externalName":"a.b"}"""))).Is(201);

        Assert.Equal(["spec.SessionAffinity is ignored for headless services", "spec.externalName is ignored when spec.type is not \"ExternalName\""], headless.Warnings);
    }

    [Fact]
    public async Task A_dry_run_shows_ports_that_no_service_has()
    {
        var dry = (await server.PostAsync($"{Path}?dryRun=All", Service("dry", """{"type":"NodePort","ports":[{"name":"a","port":80},{"name":"b","port":81}]}"""))).Is(201);

        Assert.Equal([32769, 32770], dry.Body!["spec"]!["ports"]!.AsArray().Select(port => (int)port!["nodePort"]!));
    }

    [Fact]
    public async Task A_change_that_is_refused_takes_no_port()
    {
        await CreateAsync("refused", """{"type":"NodePort","ports":[{"port":80}]}""");
        (await server.PatchAsync($"{Path}/refused", """{"spec":{"ports":[{"port":80,"nodePort":30777}],"sessionAffinity":"Foo"}}""")).Is(422);

        await CreateAsync("free", """{"type":"NodePort","ports":[{"port":80,"nodePort":30777}]}""");
    }

    private async Task<Answer> CreateAsync(string name, string spec) => (await server.PostAsync(Path, Service(name, spec))).Is(201);

    private async Task<Answer> PatchAsync(string name, string spec) => (await server.PatchAsync($"{Path}/{name}", $$"""{"spec":{{spec}}}""")).Is(200);

    private static string? Address(Answer answer) => (string?)answer.Body!["spec"]!["clusterIP"];

    private static int? NodePort(Answer answer) => (int?)answer.Body!["spec"]!["ports"]![0]!["nodePort"];

    private static string Service(string name, string spec) => $$"""{"apiVersion":"v1","kind":"Service","metadata":{"name":"{{name}}"},"spec":{{spec}}}""";
}
