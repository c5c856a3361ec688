using EndToEnd.Tests.Clusters;
using Kubernetes.Client;
using Kubernetes.Models.Core;
using LocalCluster.ApiServer.Faults;
using Operator.Api;
using Operator.Api.Strategies;

namespace EndToEnd.Tests.Crashes;

/// <summary>The real process, killed with SIGKILL in the middle of rollouts: what a person asked for happens once, and a canary comes to its end all the same.</summary>
public sealed class KilledRolloutTests
{
    /// <summary>Time for one step; the machine may be busy.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [LocalClusterTheory(Needs.Faults)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_operator_that_dies_between_its_answer_and_taking_the_annotation_off_acts_once(bool carriedOut)
    {
        await using var playground = await Playground.StartAsync();
        await StartAsync(playground, 1, new CanaryStep { Pause = new CanaryPause() }, new CanaryStep { Pause = new CanaryPause() });
        await using var traffic = await playground.VisitAsync("web");
        await playground.PatchAsync("web", """{"spec":{"image":"counterapp:2.0"}}""");
        await AtAsync(playground, "in its first pause", status => status is { Phase: AppPhase.Paused, Rollout.StepIndex: 0 });

        await ActAndDieAsync(playground, Annotations.Promote, "next", carriedOut);

        var promoted = await AnsweredAsync(playground, Annotations.Promote);
        Assert.Equal((AppPhase.Paused, 1), (promoted.Phase, promoted.Rollout!.StepIndex));

        var before = (await playground.FindPodAsync("web-0"))!.Metadata.Uid;
        await playground.PatchAsync("web", """{"spec":{"updateStrategy":{"type":"RollingUpdate","canary":null}}}""");
        await playground.ReadyAsync("web", 1, Patience);
        await ActAndDieAsync(playground, Annotations.Restart, "now", carriedOut);
        await AnsweredAsync(playground, Annotations.Restart);
        var restarted = (await playground.ReadyAsync("web", 1, Patience)).Status!;
        Assert.Equal(1, restarted.Restarts);
        Assert.Equal("1", (await playground.FindPodAsync("web-0"))!.Metadata.Annotations![Annotations.Restart]);
        Assert.NotEqual(before, (await playground.FindPodAsync("web-0"))!.Metadata.Uid);
        await traffic.EndAsync(Promise.DownForAWhile);
    }

    [Fact]
    public async Task A_canary_whose_operator_is_killed_at_every_step_ends_healthy_with_every_visit()
    {
        await using var playground = await Playground.StartAsync();
        var pause = new CanaryStep { Pause = new CanaryPause { Duration = "1s" } };
        await StartAsync(playground, 4, new CanaryStep { SetWeight = 25 }, pause, new CanaryStep { SetWeight = 50 }, pause);
        await using var traffic = await playground.VisitAsync("web");

        await playground.PatchAsync("web", """{"spec":{"image":"counterapp:2.0"}}""");
        for (var step = 0; step <= 4; step++)
        {
            var reached = step;
            await AtAsync(playground, $"at step {step}", status => status is { Rollout: { Weight: not null } rollout } ? rollout.StepIndex >= reached : status.StableRevision == status.UpdateRevision && reached > 0);
            await playground.KillOperatorAsync();
            await playground.StartOperatorAsync();
        }

        await playground.ReadyAsync("web", 4, Patience);
        await traffic.EndAsync(Promise.NoVisitIsLost);
        Assert.Equal(AppPhase.Healthy, (await playground.FindAppAsync("web"))!.Status!.Phase);
        for (var ordinal = 0; ordinal < 4; ordinal++) Assert.Equal("counterapp:2.0", (await playground.FindPodAsync($"web-{ordinal}"))!.Spec!.Containers![0].Image);
    }

    private static async Task StartAsync(Playground playground, int replicas, params CanaryStep[] steps)
    {
        var app = AnApp.Named("web", replicas);
        await playground.CreateAsync(app with { Spec = app.Spec with { UpdateStrategy = new UpdateStrategy { Type = StrategyType.Canary, Canary = new CanaryStrategy { Steps = steps } } } });
        await playground.ReadyAsync("web", replicas, Patience);
    }

    /// <summary>Sets the annotation, and kills the operator when it takes it off: the answer is in the status by then.</summary>
    private static async Task ActAndDieAsync(Playground playground, string annotation, string value, bool carriedOut)
    {
        var removal = new FaultTarget { Verbs = ["patch"], Resource = "counterapps.counterapp.io", Agent = "counterapp-operator", Namespace = Playground.Namespace };
        using (var stop = playground.Cluster.Api.Faults.Add(new Fault(new FaultEffect.Stop(carriedOut)) { Target = removal }))
        {
            await playground.PatchAsync("web", $$"""{"metadata":{"annotations":{"{{annotation}}":"{{value}}"} } }""");
            await stop.FirstStrike.WaitAsync(Patience);
            await playground.KillOperatorAsync();
        }

        var app = (await playground.FindAppAsync("web"))!;
        Assert.Contains(app.Status!.HandledActions!, action => action.Annotation == annotation && action.Done == true);
        Assert.Equal(carriedOut ? null : value, app.Metadata.Annotations?.GetValueOrDefault(annotation));
        await playground.StartOperatorAsync();
    }

    /// <summary>The status once the annotation is gone, and the answer with it.</summary>
    private static async Task<CounterAppStatus> AnsweredAsync(Playground playground, string annotation) => (await Eventually.Finds(
        async () => await playground.FindAppAsync("web") is { Status.HandledActions: null } app && app.Metadata.Annotations?.ContainsKey(annotation) != true ? app : null,
        $"{annotation} answered and gone",
        Patience)).Status!;

    private static Task AtAsync(Playground playground, string what, Func<CounterAppStatus, bool> holds) =>
        Eventually.Holds(async () => await playground.FindAppAsync("web") is { Status: { } status } && holds(status), $"web {what}", Patience);
}
