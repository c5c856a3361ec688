using LocalCluster.Tests.ApiServer.Requests;

namespace LocalCluster.Tests.ApiServer.Admission.Objects;

/// <summary>ConfigMaps and Secrets.</summary>
public sealed class DataTests(RequestServer server) : IClassFixture<RequestServer>
{
    private const string Secrets = "/api/v1/namespaces/default/secrets";

    [Fact]
    public async Task A_key_stands_in_one_of_the_two_bags_only() =>
        (await server.PostAsync(RequestServer.ConfigMaps, """{"metadata":{"name":"twice"},"data":{"k":"v"},"binaryData":{"k":"AA=="}}"""))
            .Says(422, "ConfigMap \"twice\" is invalid: data[k]: Invalid value: \"k\": duplicate of key present in binaryData");

    [Theory]
    [InlineData("dockerconfigjson", "\"data\":{\".dockerconfigjson\":\"e25vcGU=\"}", "data[.dockerconfigjson]: Invalid value: \"<secret contents redacted>\": invalid character 'n' looking for beginning of object key string")]
    [InlineData("dockercfg", "\"stringData\":{\".dockercfg\":\"[1]\"}", "data[.dockercfg]: Invalid value: \"<secret contents redacted>\": json: cannot unmarshal array into Go value of type map[string]interface {}")]
    [InlineData("dockercfg", "\"stringData\":{\".dockercfg\":\"\"}", "data[.dockercfg]: Invalid value: \"<secret contents redacted>\": unexpected end of JSON input")]
    [InlineData("ssh-auth", "\"data\":{\"ssh-privatekey\":\"\"}", "data[ssh-privatekey]: Required value")]
    [InlineData("basic-auth", "\"data\":{\"x\":\"AA==\"}", "[data[username]: Required value, data[password]: Required value]")]
    [InlineData("tls", "\"data\":{\"tls.crt\":\"AA==\"}", "data[tls.key]: Required value")]
    public async Task A_type_of_secret_has_its_demands(string type, string data, string why) =>
        (await server.PostAsync(Secrets, $$"""{"metadata":{"name":"s"},"type":"kubernetes.io/{{type}}",{{data}}}""")).Says(422, $"Secret \"s\" is invalid: {why}");

    [Theory]
    [InlineData("basic-auth", "\"data\":{\"username\":\"\"}")]
    [InlineData("dockerconfigjson", "\"stringData\":{\".dockerconfigjson\":\"{}\"}")]
    public async Task What_a_type_demands_may_be_empty(string type, string data) =>
        (await server.PostAsync($"{Secrets}?dryRun=All", $$"""{"metadata":{"name":"s"},"type":"kubernetes.io/{{type}}",{{data}}}""")).Is(201);

    [Fact]
    public async Task The_size_is_that_of_the_content_not_of_its_base64()
    {
        (await server.PostAsync($"{Secrets}?dryRun=All", Filled(1024 * 1024))).Is(201);
        (await server.PostAsync(Secrets, Filled((1024 * 1024) + 1))).Says(422, "Secret \"full\" is invalid: data: Too long: may not be more than 1048576 bytes");
    }

    [Fact]
    public async Task A_namespace_keeps_the_finalizers_that_it_came_with()
    {
        var created = await server.PostAsync("/api/v1/namespaces?dryRun=All", """{"metadata":{"name":"kept"},"spec":{"finalizers":["example.com/mine"]}}""");

        Assert.Equal("""["example.com/mine","kubernetes"]""", created.Is(201).Body?["spec"]?["finalizers"]?.ToJsonString());
    }

    private static string Filled(int size) => $$$"""{"metadata":{"name":"full"},"data":{"k":"{{{Convert.ToBase64String(new byte[size])}}}"}}""";
}
