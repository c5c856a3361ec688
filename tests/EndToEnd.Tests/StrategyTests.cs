using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Models.Core;
using Operator.Api;
using Operator.Api.Strategies;

namespace EndToEnd.Tests;

/// <summary>Update strategies on real pods, with visitors all the time: what was acknowledged is on the volumes when it is over.</summary>
public sealed class StrategyTests
{
    private static readonly UpdateStrategy HalfThenAsk = new()
    {
        Type = StrategyType.Canary,
        Canary = new CanaryStrategy { Steps = [new CanaryStep { SetWeight = 50 }, new CanaryStep { Pause = new CanaryPause() }] },
    };

    [Fact]
    public async Task A_canary_stops_at_its_pause_and_goes_on_when_it_is_promoted()
    {
        await using var playground = await Playground.StartAsync();
        await StartAsync(playground, HalfThenAsk);

        await ChangeImageAsync(playground);
        var paused = await PhaseAsync(playground, AppPhase.Paused);
        var (half, visits) = (await ImagesAsync(playground), await VisitAsync(playground, 20));
        await AnnotateAsync(playground, Annotations.Promote);
        await playground.ReadyAsync("web", 4);

        Assert.Equal(("1/2 50%", 50, 50), (paused.Rollout!.Step, paused.Rollout.Weight, paused.Rollout.ActualWeight));
        Assert.Equal(["counterapp:1.0", "counterapp:1.0", "counterapp:2.0", "counterapp:2.0"], half);
        Assert.All(await ImagesAsync(playground), image => Assert.Equal("counterapp:2.0", image));
        Assert.Equal(visits, await CountedAsync(playground));
        await Eventually.Succeeds(async () => Assert.Null((await playground.FindAppAsync("web"))!.Metadata.Annotations?.GetValueOrDefault(Annotations.Promote)));
    }

    [Fact]
    public async Task An_aborted_canary_goes_back_to_the_stable_revision_and_keeps_every_visit()
    {
        await using var playground = await Playground.StartAsync();
        await StartAsync(playground, HalfThenAsk);
        var stable = (await playground.FindAppAsync("web"))!.Status!.StableRevision;

        await ChangeImageAsync(playground);
        await PhaseAsync(playground, AppPhase.Paused);
        var visits = await VisitAsync(playground, 20);
        await AnnotateAsync(playground, Annotations.Abort);

        await Eventually.Succeeds(async () =>
        {
            Assert.All(await PodsAsync(playground), pod => Assert.Equal(("counterapp:1.0", stable, true), (Image(pod), pod.Metadata.Labels![Labels.Revision], FirstRunTests.IsReady(pod))));
            var status = (await playground.FindAppAsync("web"))!.Status!;
            Assert.Equal((AppPhase.Degraded, stable), (status.Phase, status.StableRevision));
            Assert.Contains("aborted", status.Message, StringComparison.Ordinal);
        });
        Assert.Equal(visits, await CountedAsync(playground));
    }

    [Fact]
    public async Task Recreate_starts_no_new_pod_before_the_last_old_one_is_gone()
    {
        await using var playground = await Playground.StartAsync();
        await StartAsync(playground, new UpdateStrategy { Type = StrategyType.Recreate });
        var visits = await VisitAsync(playground, 20);
        var mixed = false;
        using var watching = new CancellationTokenSource();
        var watch = Task.Run(
            async () =>
            {
                await foreach (var _ in playground.Client.WatchAsync<Pod>(new WatchOptions { Namespace = Playground.Namespace }, watching.Token))
                    mixed |= (await ImagesAsync(playground)).Distinct().Count() > 1;
            },
            CancellationToken.None);

        await ChangeImageAsync(playground);
        await playground.ReadyAsync("web", 4);

        await watching.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watch);
        Assert.False(mixed);
        Assert.All(await ImagesAsync(playground), image => Assert.Equal("counterapp:2.0", image));
        Assert.Equal(visits, await CountedAsync(playground));
    }

    [Fact]
    public async Task A_restart_replaces_every_pod_once()
    {
        await using var playground = await Playground.StartAsync();
        await StartAsync(playground, new UpdateStrategy());
        var before = (await PodsAsync(playground)).Select(pod => pod.Metadata.Uid).ToHashSet();

        await AnnotateAsync(playground, Annotations.Restart);

        await Eventually.Succeeds(async () =>
        {
            var app = (await playground.FindAppAsync("web"))!;
            Assert.Equal((1, AppPhase.Healthy, null), (app.Status!.Restarts, app.Status.Phase, app.Metadata.Annotations?.GetValueOrDefault(Annotations.Restart)));
            Assert.All(await PodsAsync(playground), pod => Assert.DoesNotContain(pod.Metadata.Uid, before));
        });
    }

    private static async Task StartAsync(Playground playground, UpdateStrategy strategy)
    {
        var app = AnApp.Named("web", replicas: 4);
        await playground.CreateAsync(app with { Spec = app.Spec with { UpdateStrategy = strategy } });
        await playground.ReadyAsync("web", 4);
    }

    private static async Task<long> VisitAsync(Playground playground, int count) => (await Visitors.VisitAsync(await playground.UrlAsync("web"), count)).Count;

    private static async Task<long> CountedAsync(Playground playground)
    {
        var total = 0L;
        for (var ordinal = 0; ordinal < 4; ordinal++) total += await playground.VisitsOnVolumeAsync($"visits-web-{ordinal}");
        return total;
    }

    private static Task<CounterAppStatus> PhaseAsync(Playground playground, string phase) =>
        Eventually.Finds(async () => (await playground.FindAppAsync("web"))?.Status is { } status && status.Phase == phase ? status : null, $"web {phase}");

    private static async Task<IReadOnlyList<Pod>> PodsAsync(Playground playground) =>
        [.. (await playground.Client.ListAsync<Pod>(new ListOptions { Namespace = Playground.Namespace }, CancellationToken.None)).Items.OrderBy(pod => pod.Metadata.Name, StringComparer.Ordinal)];

    private static async Task<IReadOnlyList<string?>> ImagesAsync(Playground playground) => [.. (await PodsAsync(playground)).Select(Image)];

    private static string? Image(Pod pod) => pod.Spec!.Containers![0].Image;

    private static Task ChangeImageAsync(Playground playground) => PatchAsync(playground, new JsonObject { ["spec"] = new JsonObject { ["image"] = "counterapp:2.0" } });

    private static Task AnnotateAsync(Playground playground, string annotation) =>
        PatchAsync(playground, new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [annotation] = "now" } } });

    private static Task PatchAsync(Playground playground, JsonObject patch) =>
        playground.Client.PatchAsync<CounterApp>(Playground.Key("web"), Patch.Merge(patch), null, CancellationToken.None);
}
