namespace EndToEnd.Tests.Runtime;

/// <summary>Many changes at once.</summary>
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
}
