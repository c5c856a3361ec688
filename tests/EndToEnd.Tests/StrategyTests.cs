using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Models.Core;
using Operator.Api;
using Operator.Api.Strategies;

namespace EndToEnd.Tests;

/// <summary>Update strategies on real pods, with users all the time.</summary>
public sealed class StrategyTests(SharedPlayground shared) : IClassFixture<SharedPlayground>
{
    private static readonly UpdateStrategy HalfThenAsk = new()
    {
        Type = StrategyType.Canary,
        Canary = new CanaryStrategy { Steps = [new CanaryStep { SetWeight = 50 }, new CanaryStep { Pause = new CanaryPause() }] },
    };

    private Playground Playground => shared.Playground;

    [Fact]
    public async Task A_canary_stops_at_its_pause_and_goes_on_when_it_is_promoted()
    {
        await using var traffic = await StartAsync("promoted", HalfThenAsk);

        await ChangeImageAsync("promoted");
        var paused = await PhaseAsync("promoted", AppPhase.Paused);
        var half = await ImagesAsync("promoted");
        await AnnotateAsync("promoted", Annotations.Promote);
        await Playground.ReadyAsync("promoted", 4);

        await traffic.EndAsync(Promise.NoVisitIsLost);
        Assert.Equal(("1/2 50%", 50, 50), (paused.Rollout!.Step, paused.Rollout.Weight, paused.Rollout.ActualWeight));
        Assert.Equal(["counterapp:1.0", "counterapp:1.0", "counterapp:2.0", "counterapp:2.0"], half);
        Assert.All(await ImagesAsync("promoted"), image => Assert.Equal("counterapp:2.0", image));
        await Eventually.Succeeds(async () => Assert.Null((await Playground.FindAppAsync("promoted"))!.Metadata.Annotations?.GetValueOrDefault(Annotations.Promote)));
    }

    [Fact]
    public async Task An_aborted_canary_goes_back_to_the_stable_revision_and_keeps_every_visit()
    {
        await using var traffic = await StartAsync("aborted", HalfThenAsk);
        var stable = (await Playground.FindAppAsync("aborted"))!.Status!.StableRevision;

        await ChangeImageAsync("aborted");
        await PhaseAsync("aborted", AppPhase.Paused);
        await AnnotateAsync("aborted", Annotations.Abort);

        await Eventually.Succeeds(async () =>
        {
            Assert.All(await PodsAsync("aborted"), pod => Assert.Equal(("counterapp:1.0", stable, true), (Image(pod), pod.Metadata.Labels![Labels.Revision], FirstRunTests.IsReady(pod))));
            var status = (await Playground.FindAppAsync("aborted"))!.Status!;
            Assert.Equal((AppPhase.Degraded, stable), (status.Phase, status.StableRevision));
            Assert.Contains("aborted", status.Message, StringComparison.Ordinal);
        });
        await traffic.EndAsync(Promise.NoVisitIsLost);
    }

    [Fact]
    public async Task A_canary_that_overtakes_one_that_nobody_has_approved_starts_from_the_stable_revision()
    {
        var askTwice = HalfThenAsk.Canary! with { Steps = [.. HalfThenAsk.Canary.Steps!, new CanaryStep { SetWeight = 100 }, new CanaryStep { Pause = new CanaryPause() }] };
        await using var traffic = await StartAsync("overtaken", HalfThenAsk with { Canary = askTwice }, replicas: 2);
        await ChangeImageAsync("overtaken");
        await PhaseAsync("overtaken", AppPhase.Paused);
        await AnnotateAsync("overtaken", Annotations.Promote);
        await Eventually.Succeeds(async () => Assert.Equal(["counterapp:2.0", "counterapp:2.0"], await ImagesAsync("overtaken")));
        await PhaseAsync("overtaken", AppPhase.Paused);

        await ChangeImageAsync("overtaken", "counterapp:3.0");

        await Eventually.Succeeds(async () => Assert.Equal(["counterapp:1.0", "counterapp:3.0"], await ImagesAsync("overtaken")), TimeSpan.FromSeconds(60));
        await PhaseAsync("overtaken", AppPhase.Paused);
        await traffic.EndAsync(Promise.NoVisitIsLost);
    }

    [Fact]
    public async Task Recreate_starts_no_new_pod_before_the_last_old_one_is_gone()
    {
        await using var traffic = await StartAsync("recreated", new UpdateStrategy { Type = StrategyType.Recreate });
        var mixed = false;
        using var watching = new CancellationTokenSource();
        var watch = Task.Run(
            async () =>
            {
                await foreach (var _ in shared.Client.WatchAsync<Pod>(new WatchOptions { Namespace = Playground.Namespace }, watching.Token))
                    mixed |= (await ImagesAsync("recreated")).Distinct().Count() > 1;
            },
            CancellationToken.None);

        await ChangeImageAsync("recreated");
        await Playground.ReadyAsync("recreated", 4);

        await traffic.EndAsync(Promise.DownForAWhile);
        await watching.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watch);
        Assert.False(mixed);
        Assert.All(await ImagesAsync("recreated"), image => Assert.Equal("counterapp:2.0", image));
    }

    [Fact]
    public async Task A_restart_replaces_every_pod_once()
    {
        await using var traffic = await StartAsync("restarted", new UpdateStrategy());
        var before = (await PodsAsync("restarted")).Select(pod => pod.Metadata.Uid).ToHashSet();

        await AnnotateAsync("restarted", Annotations.Restart);

        await Eventually.Succeeds(async () =>
        {
            var app = (await Playground.FindAppAsync("restarted"))!;
            Assert.Equal((1, AppPhase.Healthy, null), (app.Status!.Restarts, app.Status.Phase, app.Metadata.Annotations?.GetValueOrDefault(Annotations.Restart)));
            Assert.All(await PodsAsync("restarted"), pod => Assert.DoesNotContain(pod.Metadata.Uid, before));
        });
        await traffic.EndAsync(Promise.NoVisitIsLost);
    }

    private async Task<Traffic> StartAsync(string name, UpdateStrategy strategy, int replicas = 4)
    {
        var app = AnApp.Named(name, replicas);
        await Playground.CreateAsync(app with { Spec = app.Spec with { UpdateStrategy = strategy } });
        await Playground.ReadyAsync(name, replicas);
        return await Playground.VisitAsync(name);
    }

    private Task<CounterAppStatus> PhaseAsync(string name, string phase) =>
        Eventually.Finds(async () => (await Playground.FindAppAsync(name))?.Status is { } status && status.Phase == phase ? status : null, $"{name} {phase}");

    private async Task<IReadOnlyList<Pod>> PodsAsync(string name) =>
        [.. (await Playground.Visited(name).PodsAsync()).OrderBy(pod => pod.Metadata.Name, StringComparer.Ordinal)];

    private async Task<IReadOnlyList<string?>> ImagesAsync(string name) => [.. (await PodsAsync(name)).Select(Image)];

    private static string? Image(Pod pod) => pod.Spec!.Containers![0].Image;

    private Task ChangeImageAsync(string name, string image = "counterapp:2.0") => shared.PatchAppAsync(name, $$"""{"image":"{{image}}"}""");

    private Task AnnotateAsync(string name, string annotation) =>
        Playground.PatchAsync(name, new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [annotation] = "now" } } }.ToJsonString());
}
