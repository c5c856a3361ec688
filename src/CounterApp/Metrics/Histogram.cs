using System.Diagnostics;

namespace CounterApp.Metrics;

/// <summary>A cumulative Prometheus histogram. Observing takes no lock and allocates nothing. Safe for concurrent use.</summary>
internal sealed class Histogram
{
    private readonly long[] _bounds;
    private readonly long[] _counts;
    private readonly double _unit;
    private long _sum;

    private Histogram(double unit, double[] bounds)
    {
        _unit = unit;
        _bounds = Array.ConvertAll(bounds, bound => (long)Math.Round(bound / unit));
        _counts = new long[bounds.Length + 1];
        Bounds = bounds;
    }

    /// <summary>Upper bounds of the buckets, inclusive, without infinity.</summary>
    public IReadOnlyList<double> Bounds { get; }

    public long Count => _counts.Sum();

    public double Sum => Interlocked.Read(ref _sum) * _unit;

    public static Histogram OfSeconds(params double[] bounds) => new(1.0 / Stopwatch.Frequency, bounds);

    public static Histogram OfCounts(params double[] bounds) => new(1, bounds);

    /// <summary>Observes the time since <paramref name="timestamp"/>, a <see cref="Stopwatch.GetTimestamp"/>.</summary>
    public void ObserveSince(long timestamp) => Observe(Stopwatch.GetTimestamp() - timestamp);

    public void Observe(long value)
    {
        var bucket = 0;
        while (bucket < _bounds.Length && value > _bounds[bucket]) bucket++;
        Interlocked.Increment(ref _counts[bucket]);
        Interlocked.Add(ref _sum, value);
    }

    /// <summary>How many observations each bucket holds by itself; the last one is above every bound.</summary>
    public long[] Snapshot() => [.. _counts];
}
