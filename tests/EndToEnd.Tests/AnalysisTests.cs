using System.Text.Json.Nodes;
using EndToEnd.Tests.Clusters;
using EndToEnd.Tests.Install;
using Kubernetes.Client;
using Kubernetes.Models.Core;
using LocalCluster;
using Operator.Api;
using Operator.Api.Strategies;

namespace EndToEnd.Tests;

/// <summary>Canaries that are judged by what their pods say of themselves, with visitors all the time and no Prometheus.</summary>
public sealed class AnalysisTests(SharedPlayground shared) : IClassFixture<SharedPlayground>
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(90);

    private Playground Playground => shared.Playground;

    [LocalClusterFact(Needs.Images)]
    public async Task A_bad_version_is_aborted_by_itself_and_every_visit_is_kept()
    {
        var stable = await StartAsync("bad", Analysis(new PodsProvider { Metric = PodsMetric.SuccessRate, MinimumRequests = 10 }, new ValueRange { Min = 0.95 }));
        await using var traffic = await VisitAsync("bad");

        await shared.PatchAppAsync("bad", """{"image":"counterapp:errors-30"}""");

        var aborted = await shared.SaysAsync("bad", AppPhase.Degraded, "metric pods failed", Long);
        Assert.Contains("is not in the success range, 0.95 or more", aborted.Status!.Rollout!.AbortReason, StringComparison.Ordinal);
        await shared.SaysAsync("bad", AppPhase.Degraded, $"All pods run the stable revision {stable} again", Long);
        var tally = (await Playground.FindAppAsync("bad"))!.Status!.Rollout!.Analysis!.Single();
        Assert.Equal((AnalysisScope.Step(2), AnalysisVerdict.Failed, 1, 1), (tally.Scope, tally.Verdict, tally.Measured, tally.Failures));
        Assert.InRange(tally.LastValue!.Value, 0.5, 0.9);
        await traffic.EndAsync(Promise.NoVisitIsLost);
    }

    [Fact]
    public async Task A_good_version_goes_through_against_the_stable_one_and_every_visit_is_kept()
    {
        var stable = new PodsProvider { Metric = PodsMetric.SuccessRate, CompareTo = "Stable", MinimumRequests = 10 };
        await StartAsync("good", Analysis(stable, new ValueRange { Min = -0.05 }) with { Analysis = Watch() });
        await using var traffic = await VisitAsync("good");

        await shared.PatchAppAsync("good", """{"image":"counterapp:2.0"}""");

        await Eventually.Succeeds(
            async () =>
            {
                var status = (await Playground.FindAppAsync("good"))!.Status!;
                Assert.True(status.Phase == AppPhase.Healthy && status.StableRevision == status.UpdateRevision && status.Rollout!.Analysis is not null, $"{status.Phase}: {status.Message}");
            },
            Long);
        var tallies = (await Playground.FindAppAsync("good"))!.Status!.Rollout!.Analysis!.ToDictionary(tally => (tally.Scope, tally.Metric));
        Assert.Equal((AnalysisVerdict.Succeeded, 1), (tallies[(AnalysisScope.Step(2), "pods")].Verdict, tallies[(AnalysisScope.Step(2), "pods")].Successes));
        Assert.All(["restarts", "ready", "visits"], metric => Assert.Equal((AnalysisVerdict.Ended, 0, 0), (tallies[(AnalysisScope.Background, metric)].Verdict, tallies[(AnalysisScope.Background, metric)].Failures, tallies[(AnalysisScope.Background, metric)].Errors)));
        Assert.True(tallies[(AnalysisScope.Background, "visits")].Successes > 0);
        await traffic.EndAsync(Promise.NoVisitIsLost);
    }

    [LocalClusterFact(Needs.Images)]
    public async Task A_colour_that_turns_out_bad_after_the_switch_is_left_by_itself_and_every_visit_comes_back()
    {
        await StartAsync("colours", new UpdateStrategy
        {
            Type = StrategyType.BlueGreen,
            BlueGreen = new BlueGreenStrategy
            {
                PrePromotionAnalysis = new AnalysisPlan { Metrics = [Metric("ready", new PodsProvider { Metric = PodsMetric.Readiness }, new ValueRange { Min = 1 })] },
                PostPromotionAnalysis = new AnalysisPlan { Metrics = [Metric("pods", new PodsProvider { Metric = PodsMetric.SuccessRate, MinimumRequests = 10 }, new ValueRange { Min = 0.95 })] },
            },
        });
        await using var traffic = await VisitAsync("colours");

        await shared.PatchAppAsync("colours", """{"image":"counterapp:errors-30"}""");

        var aborted = await shared.SaysAsync("colours", AppPhase.Degraded, "metric pods failed", Long);
        await Eventually.Succeeds(
            async () =>
            {
                var service = await shared.Client.GetAsync<Service>(Playground.Key("colours"), CancellationToken.None);
                Assert.Equal(Labels.ComponentOf(Colour.Blue), service.Spec!.Selector![Labels.Component]);
                Assert.Null(await Playground.FindPodAsync("colours-green-0"));
            },
            Long);
        Assert.Equal(
            [(AnalysisScope.PrePromotion, AnalysisVerdict.Succeeded), (AnalysisScope.PostPromotion, AnalysisVerdict.Failed)],
            aborted.Status!.Rollout!.Analysis!.Select(tally => (tally.Scope, tally.Verdict)));
        await traffic.EndAsync(Promise.NoVisitIsLost);
        Assert.Equal(traffic.Crowd.Acknowledged, await Playground.VisitsOnVolumeAsync("visits-colours-0") + await Playground.VisitsOnVolumeAsync("visits-colours-1"));
    }

    /// <summary>The one rollout here without users: it is about their absence.</summary>
    [Fact]
    public async Task With_too_few_visitors_to_tell_a_person_is_asked_and_goes_on()
    {
        await StartAsync("quiet", Analysis(new PodsProvider { Metric = PodsMetric.SuccessRate }, new ValueRange { Min = 0.95 }));
        await shared.PatchAppAsync("quiet", """{"image":"counterapp:2.0"}""");

        var paused = await shared.SaysAsync("quiet", AppPhase.Paused, "0 requests to the new revision were seen, and 30 are needed", Long);
        Assert.Equal("AnalysisIsConclusive", paused.Status!.Rollout!.Gate);
        Assert.Contains($"kubectl annotate counterapp quiet -n {Playground.Namespace} counterapp.io/promote=next", paused.Status.Message, StringComparison.Ordinal);
        await Playground.PatchAsync("quiet", """{"metadata":{"annotations":{"counterapp.io/promote":"next"}}}""");

        await Eventually.Succeeds(async () => Assert.Equal(AppPhase.Healthy, (await Playground.FindAppAsync("quiet"))!.Status!.Phase), Long);
        var pods = await shared.Client.ListAsync<Pod>(new ListOptions { Namespace = Playground.Namespace, LabelSelector = $"{Labels.Instance}=quiet" }, CancellationToken.None);
        Assert.All(pods.Items, pod => Assert.Equal("counterapp:2.0", pod.Spec!.Containers![0].Image));
    }

    [Theory]
    [InlineData("""{"name":"m","provider":{"pods":{"metric":"Restarts"}}}""", "a metric needs a success range, a failure range, or both")]
    [InlineData("""{"name":"m","success":{"min":1},"provider":{}}""", "a provider is exactly one of prometheus, http and pods")]
    [InlineData("""{"name":"m","success":{"min":1},"provider":{"pods":{"metric":"Restarts","compareTo":"Stable"}}}""", "compareTo goes with metric SuccessRate or Latency only")]
    [InlineData("""{"name":"m","success":{"min":1},"count":2,"failureLimit":2,"provider":{"pods":{"metric":"Restarts"}}}""", "failureLimit must be smaller than count")]
    [InlineData("""{"name":"m","success":{"min":2,"max":1},"provider":{"pods":{"metric":"Restarts"}}}""", "min must not be greater than max")]
    [InlineData("""{"name":"m","interval":"30","success":{"min":1},"provider":{"pods":{"metric":"Restarts"}}}""", "interval")]
    public async Task What_can_decide_nothing_is_refused_with_a_sentence(string metric, string words)
    {
        var strategy = """{"type":"Canary","canary":{"analysis":{"metrics":[""" + metric + "]}}}";
        var app = """{"apiVersion":"counterapp.io/v1alpha1","kind":"CounterApp","metadata":{"name":"wrong"},"spec":{"image":"counterapp:1.0","updateStrategy":""" + strategy + "}}";

        var refused = await Assert.ThrowsAsync<ApiException>(() => new StrictApply(shared.Client).ApplyAsync(new Manifest("wrong.yaml", JsonNode.Parse(app)!.AsObject()), dryRun: true));

        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
    }

    private static CanaryStrategy Analysis(PodsProvider provider, ValueRange success) => new()
    {
        Steps =
        [
            new CanaryStep { SetWeight = 50 },
            new CanaryStep { Analysis = new AnalysisPlan { Metrics = [Metric("pods", provider, success)] } },
        ],
    };

    private static AnalysisPlan Watch() => new()
    {
        Metrics =
        [
            Metric("restarts", new PodsProvider { Metric = PodsMetric.Restarts }, new ValueRange { Max = 0 }),
            Metric("ready", new PodsProvider { Metric = PodsMetric.Readiness }, new ValueRange { Min = 0.5 }),
            Metric("visits", new PodsProvider { Metric = PodsMetric.Visits }, new ValueRange { Max = 0 }),
        ],
    };

    private static AnalysisMetric Metric(string name, PodsProvider provider, ValueRange success) =>
        new() { Name = name, Interval = "3s", Success = success, Provider = new MetricProvider { Pods = provider } };

    private Task<string> StartAsync(string name, CanaryStrategy canary) => StartAsync(name, new UpdateStrategy { Type = StrategyType.Canary, Canary = canary });

    private async Task<string> StartAsync(string name, UpdateStrategy strategy)
    {
        await Playground.CreateAsync(SharedPlayground.App(name, new CounterAppSpec
        {
            Image = "counterapp:1.0",
            Replicas = 2,
            UpdateStrategy = strategy,
        }));
        return (await Playground.ReadyAsync(name, 2)).Status!.StableRevision!;
    }

    /// <summary>A connection for each visit, so that every pod gets its share.</summary>
    private Task<Traffic> VisitAsync(string name) => Playground.VisitAsync(name, users: 2, visitsPerConnection: 1);
}
