namespace EndToEnd.Tests.Runtime;

/// <summary>In real time, because the pings of HTTP/2 keep to no other clock.</summary>
public sealed class WatchPingTests
{
    private static readonly TimeSpan DetectionTime = TimeSpan.FromSeconds(45);

    [Fact]
    public async Task A_half_open_connection_with_pings_is_found_out_by_them()
    {
        await using var lab = await WatchLab.StartAsync(plain: false, time: TimeProvider.System);
        await lab.PrepareAsync();
        await lab.WatchUntilSyncedAsync();
        lab.Proxy.Stall();
        await lab.ChangeEverythingAsync();
        var since = System.Diagnostics.Stopwatch.StartNew();

        await Eventually.Holds(() => Task.FromResult(lab.Informer.Store.List().Any(map => map.Metadata.Name == "new")), "the change behind the dead connection", TimeSpan.FromSeconds(60));
        Assert.InRange(since.Elapsed, TimeSpan.FromSeconds(10), DetectionTime);
        await lab.EqualsWithin(DetectionTime);
    }
}
