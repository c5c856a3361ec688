using CounterApp.Metrics;

namespace CounterApp.Visits;

/// <summary>What the flushing thread did since the start of the process.</summary>
internal sealed class FlushMetrics
{
    private readonly Histogram _seconds = Histogram.OfSeconds(0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.05, 0.1, 0.5, 1);
    private readonly Histogram _visits = Histogram.OfCounts(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024);
    private long _refused;
    private long _failures;

    public void Flushed(int visits, long startedAt)
    {
        _seconds.ObserveSince(startedAt);
        _visits.Observe(visits);
    }

    /// <param name="failed">Whether a flush failed, or none was tried.</param>
    public void Refused(int visits, bool failed)
    {
        if (failed) Interlocked.Increment(ref _failures);
        Interlocked.Add(ref _refused, visits);
    }

    public MetricsText WriteTo(MetricsText text) => text
        .Counter("counterapp_flushes_total", "Flushes that made visits durable.", _visits.Count)
        .Counter("counterapp_flush_failures_total", "Flushes that the disk refused.", Interlocked.Read(ref _failures))
        .Counter("counterapp_visits_refused_total", "Visits answered with 503 because they could not be made durable, or because the pod handed over.", Interlocked.Read(ref _refused))
        .Histogram("counterapp_flush_duration_seconds", "Time to make a batch of visits durable and visible.", _seconds)
        .Histogram("counterapp_flush_visits", "Visits that shared one flush.", _visits);
}
