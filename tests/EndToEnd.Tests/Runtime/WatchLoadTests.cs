namespace EndToEnd.Tests.Runtime;

/// <summary>Many changes at once, and many breaks one after the other.</summary>
[Collection(AloneCollection.Name)]
public sealed class WatchLoadTests
{
    private static readonly TimeSpan DetectionTime = TimeSpan.FromSeconds(45);

    [Fact]
    public async Task Thousands_of_changes_in_a_burst_all_arrive()
    {
        await using var lab = await WatchLab.StartAsync();
        await lab.PrepareAsync();
        await lab.WatchUntilSyncedAsync();
        var seen = 0;
        using var subscription = lab.Informer.Store.Subscribe(_ => Interlocked.Increment(ref seen));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async worker =>
        {
            for (var i = 0; i < 150; i++) await lab.PutAsync($"w{worker}-{i % 30}", $"{i}");
        }));

        await lab.EqualsWithin(DetectionTime);
        Assert.True(seen >= 3000, $"only {seen} changes were seen");
    }

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
            for (var waited = 0; lab.Proxy.Accepted == accepted && waited < 300; waited++) await lab.PassAsync(TimeSpan.FromSeconds(1));
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
