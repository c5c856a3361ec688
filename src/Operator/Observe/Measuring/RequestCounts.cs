namespace Operator.Observe.Measuring;

/// <summary>Requests of one or more pods: how many, how many of them were server errors, and how long they took.</summary>
/// <param name="Total">All of them.</param>
/// <param name="Errors">Those that were answered with 5xx.</param>
/// <param name="Buckets">How many took at most so many seconds: cumulative, and with an entry for infinity.</param>
internal sealed record RequestCounts(long Total, long Errors, IReadOnlyDictionary<double, long> Buckets)
{
    public static RequestCounts None { get; } = new(0, 0, new Dictionary<double, long>());

    public long Good => Total - Errors;

    public static RequestCounts operator +(RequestCounts one, RequestCounts other) => Combine(one, other, (a, b) => a + b);

    /// <summary>What came since <paramref name="other"/>. Counts never fall while a process lives.</summary>
    public static RequestCounts operator -(RequestCounts one, RequestCounts other) => Combine(one, other, (a, b) => Math.Max(0, a - b));

    private static RequestCounts Combine(RequestCounts one, RequestCounts other, Func<long, long, long> combine) => new(
        combine(one.Total, other.Total),
        combine(one.Errors, other.Errors),
        one.Buckets.Keys.Union(other.Buckets.Keys).ToDictionary(bound => bound, bound => combine(one.Buckets.GetValueOrDefault(bound), other.Buckets.GetValueOrDefault(bound))));
}
