namespace EndToEnd.Tests.Runtime;

/// <summary>Many breaks one after the other: they leave nothing behind.</summary>
[Collection(AloneCollection.Name)]
public sealed class WatchLeakTests
{
    private static readonly TimeSpan DetectionTime = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Breaks_leak_no_connection_no_task_and_no_memory()
    {
        await using var lab = await WatchLab.StartAsync();
        await lab.PrepareAsync();
        await lab.WatchUntilSyncedAsync();
        await BreakAsync(lab, 30);
        var before = Memory();
        await BreakAsync(lab, 150);
        var grown = Memory() - before;

        Assert.True(grown < 1_000_000, $"{grown} bytes more after 150 breaks");
        Assert.InRange(lab.Proxy.Open, 1, 2);
        Assert.True(lab.Proxy.Accepted >= 180);
        await lab.StopAsync();
        await Eventually.Holds(() => Task.FromResult(lab.Proxy.Open <= 1), "no watch after the informer has ended");
    }

    private static async Task BreakAsync(WatchLab lab, int times)
    {
        for (var i = 0; i < times; i++)
        {
            var accepted = lab.Proxy.Accepted;
            lab.Proxy.Reset();
            for (var waited = 0; lab.Proxy.Accepted == accepted && waited < 1000; waited++) await lab.RunAsync(LongestBackOff);
        }

        await lab.EqualsWithin(DetectionTime);
    }

    private static long Memory()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
