namespace LocalCluster.Tests.ApiServer.Requests;

/// <summary>Whoever uses an old version is told, whatever they do with it (defaultDeprecationWarning in apiextensions-apiserver, APILifecycleDeprecated in k8s.io/api).</summary>
public sealed class DeprecationTests(RequestServer server) : IClassFixture<RequestServer>
{
    private const string Object = """{"type":"object"}""";

    [Fact]
    public async Task Every_request_in_a_deprecated_version_is_told_so()
    {
        var path = await server.ServeAsync("relics", Object, ""","deprecated":true""");

        foreach (var answer in new[] { await server.GetAsync(path), await server.GetAsync($"{path}/none"), await server.PostAsync(path, RequestServer.Custom("Relic", "a", "{}")) })
            Assert.Equal(["shapes.example.com/v1 Relic is deprecated"], answer.Warnings);
    }

    [Fact]
    public async Task The_definition_may_say_it_in_its_own_words()
    {
        var path = await server.ServeAsync("ruins", Object, ""","deprecated":true,"deprecationWarning":"build anew" """);

        Assert.Equal(["build anew"], (await server.GetAsync(path)).Is(200).Warnings);
    }

    [Theory]
    [InlineData("v1beta1", "v1", "; use shapes.example.com/v1 Antique0")]
    [InlineData("v1", "v1beta1", "")]
    [InlineData("v2", "v10", "; use shapes.example.com/v10 Antique2")]
    public async Task The_newest_version_above_is_recommended_when_there_is_one(string old, string other, string advice)
    {
        var number = advice.Length == 0 ? "1" : advice[^1..];
        var plural = $"antique{number}s";
        var text = RequestServer.Definition(plural, Object, moreOfTheVersion: ""","deprecated":true""").Replace("\"name\":\"v1\"", $"\"name\":\"{old}\"", StringComparison.Ordinal);
        var added = $$$""",{"name":"{{{other}}}","served":true,"storage":false,"schema":{"openAPIV3Schema":{"type":"object"} } }]} }""";

        (await server.PostAsync(RequestServer.Definitions, text[..^3] + added)).Is(201);

        var answer = (await server.GetAsync($"/apis/shapes.example.com/{old}/namespaces/default/{plural}")).Is(200);
        Assert.Equal([$"shapes.example.com/{old} Antique{number} is deprecated{advice}"], answer.Warnings);
        Assert.Empty((await server.GetAsync($"/apis/shapes.example.com/{other}/namespaces/default/{plural}")).Is(200).Warnings);
    }

    [Theory]
    [InlineData("/api/v1/namespaces/default/endpoints", "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice")]
    [InlineData("/api/v1/componentstatuses", "v1 ComponentStatus is deprecated in v1.19+")]
    public async Task Old_kinds_of_the_core_group_are_deprecated_too(string path, string warning) =>
        Assert.Equal([warning], (await server.GetAsync(path)).Is(200).Warnings);
}
