using EndToEnd.Tests.Clusters;
using EndToEnd.Tests.Install;
using Kubernetes.Client;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Operator.Api;
using Operator.Api.Strategies;

namespace EndToEnd.Tests;

/// <summary>A canary that is judged by a real Prometheus.</summary>
public sealed class PrometheusTests
{
    private const string ErrorShare =
        """sum(increase(http_requests_total{app="{{name}}",revision="{{revision}}",code=~"5.."}[6s])) / sum(increase(http_requests_total{app="{{name}}",revision="{{revision}}"}[6s]))""";

    [PromtoolFact(Needs.PodAddresses)]
    public async Task A_bad_version_is_sent_back_by_what_Prometheus_has_seen_of_its_revision()
    {
        await using var playground = await Playground.StartAsync();
        await using var prometheus = await PrometheusServer.StartAsync();
        await playground.Client.CreateAsync(
            new Secret { Metadata = new ObjectMeta { Name = "prometheus", Namespace = Playground.Namespace }, StringData = new Dictionary<string, string> { ["token"] = "s3cr3t" } }, null, CancellationToken.None);
        await playground.CreateAsync(SharedPlayground.App("watched", new CounterAppSpec { Image = "counterapp:1.0", Replicas = 2, UpdateStrategy = Strategy(prometheus.Address) }));
        var stable = (await playground.ReadyAsync("watched", 2)).Status!.StableRevision;
        await using var traffic = await playground.VisitAsync("watched", visitsPerConnection: 1);

        await playground.PatchAsync("watched", """{"spec":{"image":"counterapp:errors-30"}}""");
        await Eventually.Holds(async () => (await PodsAsync(playground)).Any(pod => pod.Metadata.Labels![Labels.Revision] != stable && FirstRunTests.IsReady(pod)), "a pod of the new revision");
        await prometheus.WatchAsync("watched", await PodsAsync(playground));

        var status = await Eventually.Finds(
            async () => (await playground.FindAppAsync("watched"))!.Status is { Rollout.AbortReason: not null } aborted && aborted.Message!.Contains($"All pods run the stable revision {stable} again", StringComparison.Ordinal) ? aborted : null,
            "the way back",
            TimeSpan.FromSeconds(90));
        var tally = status.Rollout!.Analysis!.Single();
        Assert.Equal((AnalysisVerdict.Failed, 1), (tally.Verdict, tally.Failures));
        Assert.InRange(tally.LastValue!.Value, 0.1, 0.6);
        Assert.Contains("metric errors failed: 1 of 1 measurement failed, and none may; the value ", status.Rollout.AbortReason, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", playground.OperatorLog, StringComparison.Ordinal);
        await traffic.EndAsync(Promise.NoVisitIsLost);
    }

    private static Task<IReadOnlyList<Pod>> PodsAsync(Playground playground) => playground.Visited("watched").PodsAsync();

    /// <summary>The new pod needs a moment until Prometheus has found it and seen it twice: until then the query gives nothing, which is an error and no verdict.</summary>
    private static UpdateStrategy Strategy(string address) => new()
    {
        Type = StrategyType.Canary,
        Canary = new CanaryStrategy
        {
            Steps =
            [
                new CanaryStep { SetWeight = 50 },
                new CanaryStep
                {
                    Analysis = new AnalysisPlan
                    {
                        Metrics =
                        [
                            new AnalysisMetric
                            {
                                Name = "errors",
                                Interval = "2s",
                                InitialDelay = "8s",
                                ConsecutiveErrorLimit = 10,
                                Failure = new ValueRange { Min = 0.05 },
                                Provider = new MetricProvider
                                {
                                    Prometheus = new PrometheusProvider { Address = address, Query = ErrorShare, TokenSecretRef = new KeyReference { Name = "prometheus", Key = "token" } },
                                },
                            },
                        ],
                    },
                },
            ],
        },
    };
}
