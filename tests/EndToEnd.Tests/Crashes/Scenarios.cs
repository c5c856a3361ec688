using Kubernetes.Client;
using Kubernetes.Models.Core;
using Operator.Api;
using Operator.Api.Strategies;

namespace EndToEnd.Tests.Crashes;

/// <summary>The life of an app in scenes; each is played with an operator that dies at every one of its writes.</summary>
internal static class Scenarios
{
    private static CounterAppSpec WithClaimsThatGo { get; } = Stage.Light with { Storage = new CounterAppStorage { WhenDeleted = "Delete", WhenScaled = "Delete" } };

    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("create", _ => Task.CompletedTask, (stage, _) => stage.CreateAsync(WithClaimsThatGo), stage => stage.HealthyAsync()),
        After("a new template", """{"spec":{"env":[{"name":"COLOUR","value":"blue"}]}}"""),
        After("scale up", """{"spec":{"replicas":3}}""", keepsPods: true),
        After("scale down", """{"spec":{"replicas":1}}"""),
        After("growth of storage", """{"spec":{"storage":{"size":"20Mi"}}}""", keepsPods: true),
        After("another podManagementPolicy", """{"spec":{"podManagementPolicy":"OrderedReady"}}""", keepsPods: true),
        After("both at once, with a new template", """{"spec":{"podManagementPolicy":"OrderedReady","storage":{"size":"20Mi"},"env":[{"name":"COLOUR","value":"blue"}]}}"""),
        new("a stuck roll that heals", StuckAsync, (stage, _) => stage.PatchAsync("""{"spec":{"image":"busybox:1.37"}}"""), stage => stage.HealthyAsync()),
        new("another colour", ColouredAsync, (stage, _) => stage.PatchAsync("""{"spec":{"image":"counterapp:2.0"}}"""), GreenAsync) { Promise = Promise.NoRequestFails },
        new("a canary that is judged", JudgedAsync, (stage, _) => stage.PatchAsync("""{"spec":{"image":"busybox:1.37"}}"""), JudgementAsync),
        new("deletion", RunningAsync, (stage, _) => DeleteAsync(stage), GoneAsync),
        new("deletion at any point of a replacement", RunningAsync, DeleteMidwayAsync, GoneAsync),
    ];

    private static Scenario After(string name, string patch, bool keepsPods = false) =>
        new(name, RunningAsync, (stage, _) => stage.PatchAsync(patch), stage => stage.HealthyAsync(), keepsPods);

    private static async Task RunningAsync(Stage stage)
    {
        await stage.CreateAsync(WithClaimsThatGo);
        await stage.HealthyAsync();
    }

    /// <summary>The real app, which takes part in handing visits over.</summary>
    private static async Task ColouredAsync(Stage stage)
    {
        var strategy = new UpdateStrategy { Type = StrategyType.BlueGreen, BlueGreen = new BlueGreenStrategy { ScaleDownDelaySeconds = 0 } };
        await stage.CreateAsync(WithClaimsThatGo with { Image = "counterapp:1.0", Template = null, Replicas = 1, RevisionHistoryLimit = 0, UpdateStrategy = strategy });
        await stage.HealthyAsync();
    }

    /// <summary>Judged in two steps, so that one could be skipped.</summary>
    private static async Task JudgedAsync(Stage stage)
    {
        var ready = new AnalysisMetric { Name = "ready", Interval = "1s", Success = new ValueRange { Min = 1 }, Provider = new MetricProvider { Pods = new PodsProvider { Metric = PodsMetric.Readiness } } };
        var judge = new CanaryStep { Analysis = new AnalysisPlan { Metrics = [ready] } };
        var canary = new CanaryStrategy { Steps = [new CanaryStep { SetWeight = 50 }, judge, new CanaryStep { SetWeight = 100 }, judge] };
        await stage.CreateAsync(WithClaimsThatGo with { UpdateStrategy = new UpdateStrategy { Type = StrategyType.Canary, Canary = canary } });
        await stage.HealthyAsync();
    }

    private static async Task JudgementAsync(Stage stage)
    {
        await stage.HealthyAsync();
        var status = (await stage.FindAppAsync())!.Status!;
        Assert.Equal(status.UpdateRevision, status.StableRevision);
        Assert.Equal([AnalysisVerdict.Succeeded, AnalysisVerdict.Succeeded], status.Rollout!.Analysis!.Select(tally => tally.Verdict));
    }

    private static async Task GreenAsync(Stage stage)
    {
        await stage.HealthyAsync();
        await Eventually.Holds(async () => (await stage.PodsAsync()).All(pod => pod.Metadata.Name == "web-green-0"), $"{stage.Place} green", Stage.Patience);
    }

    private static async Task StuckAsync(Stage stage)
    {
        await stage.CreateAsync(WithClaimsThatGo with { PodManagementPolicy = "OrderedReady" });
        await stage.HealthyAsync();
        await stage.PatchAsync("""{"spec":{"image":"no-such-image:1"}}""");
        await Eventually.Holds(async () => await stage.FindAppAsync() is { Status.Phase: AppPhase.Degraded }, $"{stage.Place} stuck", Stage.Patience);
    }

    private static Task DeleteAsync(Stage stage) => stage.Client.DeleteAsync<CounterApp>(stage.Key, null, CancellationToken.None);

    /// <summary>The user deletes the app when its operator has died in the middle of it, or has finished.</summary>
    private static async Task DeleteMidwayAsync(Stage stage, Task died)
    {
        await stage.PatchAsync("""{"spec":{"podManagementPolicy":"OrderedReady","storage":{"size":"20Mi"}}}""");
        await Task.WhenAny(died, stage.HealthyAsync());
        await DeleteAsync(stage);
    }

    private static Task GoneAsync(Stage stage) => Eventually.Holds(
        async () => await stage.FindAppAsync() is null
            && (await stage.PodsAsync()).Count == 0
            && (await stage.Client.ListAsync<PersistentVolumeClaim>(new ListOptions { Namespace = stage.Place }, CancellationToken.None)).Items.Count == 0,
        $"{stage.Place} empty",
        Stage.Patience);
}
