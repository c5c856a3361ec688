using LocalCluster.ApiServer.Faults;

namespace LocalCluster.Tests.ApiServer.Faults;

/// <summary>A server that is gone and comes back.</summary>
public sealed class OutageTests
{
    [Fact]
    public async Task A_server_that_is_gone_refuses_connections_and_drops_those_it_had()
    {
        await using var server = await RawServer.StartAsync();
        using var watch = await server.WatchAsync(RawServer.ConfigMaps);

        await server.Api.StopServingAsync(CancellationToken.None);

        Assert.Equal(([], false), await watch.RestAsync());
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => server.GetAsync(RawServer.ConfigMaps));
        Assert.Equal(HttpRequestError.ConnectionError, refused.HttpRequestError);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_comes_back_at_the_same_address_with_its_objects_and_its_history_as_was_said(bool losesHistory)
    {
        await using var server = await RawServer.StartAsync();
        var (address, before) = (server.Api.Address, await server.VersionAsync());
        await server.CreateAsync("a");

        await server.Api.StopServingAsync(CancellationToken.None);
        await server.Api.ResumeAsync(losesHistory, CancellationToken.None);

        Assert.Equal(address, server.Api.Address);
        Assert.True(await server.ExistsAsync("a"));
        using var watch = await server.WatchAsync($"{RawServer.ConfigMaps}?resourceVersion={before}");
        Assert.Equal(losesHistory ? "ERROR" : "ADDED", (string?)(await watch.NextAsync())["type"]);
    }

    [Fact]
    public async Task An_outage_begins_with_the_request_that_meets_it_and_ends_by_itself()
    {
        await using var server = await RawServer.StartAsync();
        server.Api.Faults.Add(new Fault(new FaultEffect.Outage(TimeSpan.FromMilliseconds(300))) { Target = FaultTarget.Writes, Skip = 1, Count = 1 });
        await server.CreateAsync("a");

        await Assert.ThrowsAsync<HttpRequestException>(() => server.CreateAsync("b"));
        await Eventually.Succeeds(async () => await server.GetAsync(RawServer.ConfigMaps));

        Assert.True(await server.ExistsAsync("a"));
        Assert.False(await server.ExistsAsync("b"));
    }
}
