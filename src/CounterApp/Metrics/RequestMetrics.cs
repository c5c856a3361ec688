namespace CounterApp.Metrics;

/// <summary>HTTP requests by code, and how long they took. Safe for concurrent use; recording allocates nothing.</summary>
internal sealed class RequestMetrics
{
    private const int FirstCode = 100;
    private readonly long[] _byCode = new long[500];
    private readonly Histogram _seconds = Histogram.OfSeconds(
        0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10);

    /// <param name="code">The status code answered.</param>
    /// <param name="startedAt">The timestamp taken when the request came.</param>
    public void Answered(int code, long startedAt)
    {
        Interlocked.Increment(ref _byCode[code - FirstCode]);
        _seconds.ObserveSince(startedAt);
    }

    public MetricsText WriteTo(MetricsText text) => text
        .Counters("http_requests_total", "HTTP requests answered, by status code, without those for health and metrics.", Codes())
        .Histogram("http_request_duration_seconds", "Time from a request's head to its answer.", _seconds);

    private IEnumerable<(string Labels, double Value)> Codes() => _byCode
        .Select((count, i) => (MetricsText.Label("code", $"{FirstCode + i}"), (double)count))
        .Where(sample => sample.Item2 > 0);
}
