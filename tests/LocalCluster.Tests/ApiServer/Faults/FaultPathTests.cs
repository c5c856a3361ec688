using System.Text.Json.Nodes;

namespace LocalCluster.Tests.ApiServer.Faults;

/// <summary>A running cluster is told its faults over HTTP.</summary>
public sealed class FaultPathTests
{
    [Fact]
    public async Task The_administrator_adds_sees_and_removes_faults()
    {
        await using var server = await RawServer.StartAsync();

        var (added, body) = await server.SendAsync(HttpMethod.Post, RawServer.FaultPath, "503 resource=configmaps\n\nlatency=1ms\n");
        Assert.Equal(201, (int)added.StatusCode);
        Assert.Equal(2, JsonNode.Parse(body)!["faults"]!.AsArray().Count);
        Assert.Equal(503, await server.StatusAsync(HttpMethod.Get, RawServer.ConfigMaps));

        var shown = JsonNode.Parse((await server.GetAsync(RawServer.FaultPath)).Body)!["faults"]![0]!;
        Assert.Equal((1, "503 resource=configmaps", 1), ((int)shown["number"]!, (string?)shown["fault"], (int)shown["struck"]!));
        Assert.Equal(200, await server.StatusAsync(HttpMethod.Delete, RawServer.FaultPath + "/1"));
        Assert.Equal(200, await server.StatusAsync(HttpMethod.Get, RawServer.ConfigMaps));
        Assert.Equal(200, await server.StatusAsync(HttpMethod.Delete, RawServer.FaultPath));
        Assert.Empty(server.Api.Faults.Active);
    }

    [Fact]
    public async Task A_text_that_is_no_fault_changes_nothing_and_is_told_what_to_write()
    {
        await using var server = await RawServer.StartAsync();

        var (refused, body) = await server.SendAsync(HttpMethod.Post, RawServer.FaultPath, "503\nexplode");

        Assert.Equal(400, (int)refused.StatusCode);
        Assert.Contains("\"explode\" is not something a fault does: write latency=200ms", (string?)JsonNode.Parse(body)!["message"], StringComparison.Ordinal);
        Assert.Empty(server.Api.Faults.Active);
        Assert.Equal(404, await server.StatusAsync(HttpMethod.Delete, RawServer.FaultPath + "/9"));
    }

    [Fact]
    public async Task Nobody_but_the_administrator_may()
    {
        await using var server = await RawServer.StartAsync();
        using var stranger = RawServer.Connect(server.Api.ConfigFor("stranger"));

        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post, HttpMethod.Delete })
        {
            using var request = new HttpRequestMessage(method, RawServer.FaultPath);
            using var answer = await stranger.SendAsync(request);
            Assert.Equal(403, (int)answer.StatusCode);
        }
    }

    [Fact]
    public async Task Faults_do_not_strike_where_they_are_removed()
    {
        await using var server = await RawServer.StartAsync();
        await server.SendAsync(HttpMethod.Post, RawServer.FaultPath, "cut agent=*");

        await Assert.ThrowsAsync<HttpRequestException>(() => server.GetAsync(RawServer.ConfigMaps));
        Assert.Equal(200, await server.StatusAsync(HttpMethod.Delete, RawServer.FaultPath));
        Assert.Equal(200, await server.StatusAsync(HttpMethod.Get, RawServer.ConfigMaps));
    }
}
