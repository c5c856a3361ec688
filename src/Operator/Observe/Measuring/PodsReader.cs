using Operator.Api;
using Operator.Api.Strategies;

namespace Operator.Observe.Measuring;

/// <summary>
/// Measures the pods of a rollout by what they publish themselves. Requests are counted between two looks at the same processes, an interval
/// apart, at the new and the stable ones at the same time.
/// </summary>
internal sealed class PodsReader(PodScraper scraper, TimeProvider time)
{
    public Task<MetricReading> ReadAsync(Observed observed, AnalysisMetric metric, PodsProvider provider, CancellationToken cancellationToken) => provider.Metric switch
    {
        PodsMetric.SuccessRate or PodsMetric.Latency => RequestsAsync(observed, metric, provider, cancellationToken),
        PodsMetric.Visits => VisitsAsync(observed, cancellationToken),
        PodsMetric.Restarts => Task.FromResult(OfNewPods(observed, pods => pods.Sum(pod => pod.Restarts))),
        PodsMetric.Readiness => Task.FromResult(OfNewPods(observed, pods => pods.Count(pod => pod.IsReady) / (double)pods.Count)),
        _ => throw new MetricException($"pods.metric {provider.Metric} is not known to this version of the operator"),
    };

    private static MetricReading OfNewPods(Observed observed, Func<IReadOnlyList<ObservedPod>, double> value) =>
        RevisionPods.New(observed) is { Count: > 0 } pods ? new MetricReading.Number(value(pods)) : NoPod;

    private static MetricReading.TooLittle NoPod => new("no pod of the new revision was there");

    private async Task<MetricReading> RequestsAsync(Observed observed, AnalysisMetric metric, PodsProvider provider, CancellationToken cancellationToken)
    {
        var subjects = RevisionPods.New(observed);
        var stable = provider.CompareTo is null ? [] : RevisionPods.Stable(observed);
        if (subjects.Count == 0) return NoPod;
        var before = await scraper.ScrapeAsync(observed, [.. subjects, .. stable], cancellationToken);
        await Task.Delay(metric.Every(), time, cancellationToken);
        var after = await scraper.ScrapeAsync(observed, [.. subjects, .. stable], cancellationToken);

        if (after.Since(before, subjects) is not { } seen) throw new MetricException(after.Trouble ?? before.Trouble ?? "the pods of the new revision were replaced meanwhile");
        var compared = after.Since(before, stable);
        if (stable.Count > 0 && compared is null && after.Answers.Count == 0) throw new MetricException(after.Trouble ?? "the stable pods do not answer");
        return RequestJudge.Read(provider, seen, compared);
    }

    /// <summary>By how much the volumes are behind what they had counted when the rollout began. A volume whose pod is away cannot be asked.</summary>
    private async Task<MetricReading> VisitsAsync(Observed observed, CancellationToken cancellationToken)
    {
        var round = await scraper.ScrapeAsync(observed, [.. observed.Pods.Where(pod => pod.IsReady && !pod.IsTerminating)], cancellationToken);
        var counts = observed.Pods.Where(pod => round.Answers.GetValueOrDefault(pod.Uid)?.Visits is not null).ToDictionary(pod => pod.Ordinal, pod => round.Answers[pod.Uid].Visits!.Value);
        if (counts.Count == 0) throw new MetricException(round.Trouble ?? "no pod says how many visits it has counted");
        var lost =
            from volume in observed.App.Status?.Rollout?.Volumes ?? []
            join claim in observed.Claims on volume.Claim equals claim.Name
            where counts.ContainsKey(claim.Ordinal)
            select Math.Max(0, (volume.Visits ?? 0) - counts[claim.Ordinal]);
        return new MetricReading.Number(lost.Sum());
    }
}
