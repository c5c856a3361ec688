namespace Operator.Observe.Measuring;

/// <summary>A quantile from a histogram's buckets, as Prometheus' <c>histogram_quantile</c> finds it: evenly spread within its bucket.</summary>
/// <param name="Seconds">The quantile; for one beyond the largest bound, that bound.</param>
/// <param name="Bound">Upper bound of its bucket; infinity for one beyond the largest bound.</param>
internal sealed record LatencyQuantile(double Seconds, double Bound)
{
    /// <summary>Null without a request.</summary>
    public static LatencyQuantile? Of(RequestCounts counts, int percentile)
    {
        var buckets = counts.Buckets.OrderBy(bucket => bucket.Key).ToList();
        if (buckets.Count == 0 || buckets[^1].Value == 0) return null;
        var rank = buckets[^1].Value * (percentile / 100.0);
        var index = buckets.FindIndex(bucket => bucket.Value >= rank);
        var (bound, upTo) = buckets[index];
        var (from, before) = index == 0 ? (0, 0) : (buckets[index - 1].Key, buckets[index - 1].Value);
        return new LatencyQuantile(double.IsInfinity(bound) ? from : from + ((bound - from) * (rank - before) / (upTo - before)), bound);
    }
}
