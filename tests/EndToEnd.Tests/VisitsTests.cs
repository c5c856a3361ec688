using Kubernetes.Client;
using Kubernetes.Models.Core;
using Operator.Api;

namespace EndToEnd.Tests;

/// <summary><c>status.visits</c>: the total over all volumes, which never falls while a pod is away.</summary>
public sealed class VisitsTests
{
    [Fact]
    public async Task The_total_follows_within_half_a_minute_and_never_falls_while_pods_are_away()
    {
        await using var playground = await Playground.StartAsync();
        await playground.CreateAsync(AnApp.Named("web", replicas: 3));
        await playground.ReadyAsync("web", 3);
        await Visitors.VisitAsync(await playground.UrlAsync("web"), 30);
        await TotalAsync(playground, 30, TimeSpan.FromSeconds(45));
        await using var traffic = await playground.VisitAsync("web");
        using var watching = new CancellationTokenSource();
        var falls = FallsAsync(playground, watching.Token);

        await playground.Client.DeleteAsync<Pod>(Playground.Key("web-1"), null, CancellationToken.None);
        await playground.PatchAsync("web", """{"spec":{"replicas":1,"image":"counterapp:2.0"}}""");
        await playground.ReadyAsync("web", 1);
        await playground.KillOperatorAsync();
        await playground.StartOperatorAsync();
        await playground.PatchAsync("web", """{"spec":{"replicas":0}}""");
        await playground.ReadyAsync("web", 0);
        await playground.PatchAsync("web", """{"spec":{"replicas":2}}""");
        await playground.ReadyAsync("web", 2);

        await traffic.EndAsync(Promise.DownForAWhile);
        await watching.CancelAsync();
        Assert.Empty(await falls);
        Assert.Equal(["visits-web-0", "visits-web-1", "visits-web-2"], (await playground.FindAppAsync("web"))!.Status!.Volumes!.Select(volume => volume.Claim));
    }

    private static Task TotalAsync(Playground playground, long total, TimeSpan within) =>
        Eventually.Succeeds(async () => Assert.Equal(total, (await playground.FindAppAsync("web"))!.Status!.Visits), within);

    /// <summary>Each total that was smaller than the one before it, in any status until told to stop.</summary>
    private static async Task<IReadOnlyList<string>> FallsAsync(Playground playground, CancellationToken stop)
    {
        var (falls, last) = (new List<string>(), 0L);
        try
        {
            await foreach (var change in playground.Client.WatchAsync<CounterApp>(new WatchOptions { Namespace = Playground.Namespace }, stop))
            {
                if (change is not WatchEvent<CounterApp>.Modified modified) continue;
                var visits = modified.Object.Status?.Visits ?? 0;
                if (visits < last) falls.Add($"from {last} to {visits}");
                last = visits;
            }
        }
        catch (OperationCanceledException)
        {
            // The test has seen enough.
        }

        return falls;
    }
}
