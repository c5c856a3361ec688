using System.Globalization;
using Operator.Api.Strategies;

namespace Operator.Observe.Measuring;

/// <summary>Turns the requests that pods were seen to answer into the value of a metric, by themselves or against those of the stable pods.</summary>
internal static class RequestJudge
{
    public static MetricReading Read(PodsProvider provider, RequestCounts seen, RequestCounts? stable)
    {
        if (provider.CompareTo is not null && stable is null) return new MetricReading.NothingToCompare("there was no pod of the stable revision to compare with");
        if (seen.Total < provider.MinimumRequests || seen.Total == 0) return Few("the new revision", seen, provider);
        if (stable is not null && (stable.Total < provider.MinimumRequests || stable.Total == 0)) return Few("the stable revision", stable, provider);
        return (provider.Metric, stable) switch
        {
            (PodsMetric.Latency, null) => LatencyQuantile.Of(seen, provider.Percentile) is { } quantile ? new MetricReading.Number(quantile.Seconds) : NoHistogram,
            (PodsMetric.Latency, _) => Slower(provider, seen, stable),
            (_, null) => new MetricReading.Number(Rate(seen)),
            _ => new MetricReading.Number(Rate(seen) - Rate(stable), FisherTest.IsLarger(seen.Errors, seen.Total, stable.Errors, stable.Total, Confidence(provider))),
        };
    }

    private static MetricReading.Fault NoHistogram => new("the pods publish no http_request_duration_seconds at /metrics");

    /// <summary>
    /// The ratio of the two quantiles. Whether it is more than chance is told by the share of requests that are slower than the bucket in which
    /// the stable pods have their quantile: both revisions would have the same share there if they were equally fast.
    /// </summary>
    private static MetricReading Slower(PodsProvider provider, RequestCounts seen, RequestCounts stable)
    {
        if (LatencyQuantile.Of(seen, provider.Percentile) is not { } mine || LatencyQuantile.Of(stable, provider.Percentile) is not { } theirs) return NoHistogram;
        if (double.IsInfinity(theirs.Bound)) return new MetricReading.TooLittle($"the stable revision is slower than the largest bucket, {theirs.Seconds.ToString(CultureInfo.InvariantCulture)} s");
        var isSlower = FisherTest.IsLarger(Beyond(seen, theirs.Bound), seen.Total, Beyond(stable, theirs.Bound), stable.Total, Confidence(provider));
        return new MetricReading.Number(mine.Seconds / theirs.Seconds, isSlower);
    }

    private static long Beyond(RequestCounts counts, double bound) => Math.Max(0, counts.Total - counts.Buckets.GetValueOrDefault(bound));

    private static double Rate(RequestCounts counts) => counts.Good / (double)counts.Total;

    private static double Confidence(PodsProvider provider) => provider.Confidence / 100.0;

    private static MetricReading.TooLittle Few(string who, RequestCounts counts, PodsProvider provider) =>
        new($"{counts.Total} requests to {who} were seen, and {Math.Max(1, provider.MinimumRequests)} are needed");
}
