using System.Diagnostics.Metrics;
using System.Net.Http;
using Kubernetes.Client;

namespace Kubernetes.Runtime.Controllers;

/// <summary>What a controller says of itself, under controller-runtime's names. Every counter is there, with 0, from the beginning.</summary>
internal sealed class ControllerMetrics
{
    private static readonly InstrumentAdvice<double> Buckets = new()
    {
        HistogramBucketBoundaries =
        [
            0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8, 0.9, 1,
            1.25, 1.5, 1.75, 2, 2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 9, 10, 15, 20, 25, 30, 40, 50, 60,
        ],
    };

    private static readonly Counter<long> Total = Counter("controller_runtime_reconcile_total", "Total number of reconciliations per controller");

    private static readonly Counter<long> Errors = Counter("controller_runtime_reconcile_errors_total", "Total number of reconciliation errors per controller");

    private static readonly Counter<long> TerminalErrors =
        Counter("controller_runtime_terminal_reconcile_errors_total", "Total number of terminal reconciliation errors per controller");

    private static readonly Counter<long> Panics = Counter(
        "controller_runtime_reconcile_panics_total", "Total number of reconciliations per controller that ended in a programming error");

    private static readonly Counter<long> Timeouts = Counter("controller_runtime_reconcile_timeouts_total", "Total number of reconciliation timeouts per controller");

    private static readonly Histogram<double> Time = RuntimeMeter.Instance.CreateHistogram(
        "controller_runtime_reconcile_time_seconds", "s", "Length of time per reconciliation per controller", null, Buckets);

    private static readonly Gauge<int> MaxConcurrent = RuntimeMeter.Instance.CreateGauge<int>(
        "controller_runtime_max_concurrent_reconciles", description: "Maximum number of concurrent reconciles per controller");

    private static readonly UpDownCounter<int> ActiveWorkers = RuntimeMeter.Instance.CreateUpDownCounter<int>(
        "controller_runtime_active_workers", description: "Number of currently used workers per controller");

    private readonly KeyValuePair<string, object?> _controller;

    public ControllerMetrics(string controller, int concurrency)
    {
        _controller = new("controller", controller);
        foreach (var result in (string[])["success", "error", "requeue", "requeue_after"]) Total.Add(0, _controller, new("result", result));
        foreach (var counter in (Counter<long>[])[Errors, TerminalErrors, Panics, Timeouts]) counter.Add(0, _controller);
        MaxConcurrent.Record(concurrency, _controller);
        ActiveWorkers.Add(0, _controller);
    }

    public void Begun() => ActiveWorkers.Add(1, _controller);

    public void TimedOut() => Timeouts.Add(1, _controller);

    public void Ended(PassEnd? end, TimeSpan took)
    {
        ActiveWorkers.Add(-1, _controller);
        if (end is null) return;
        Time.Record(took.TotalSeconds, _controller);
        Total.Add(1, _controller, new("result", Result(end)));
        if (end is PassEnd.Done) return;
        Errors.Add(1, _controller);
        if (end is PassEnd.Terminal) TerminalErrors.Add(1, _controller);
        if (end is PassEnd.Failed failed && IsOurFault(failed.Error)) Panics.Add(1, _controller);
    }

    private static string Result(PassEnd end) => end switch
    {
        PassEnd.Done { Outcome: Outcome.Requeue } => "requeue_after",
        PassEnd.Done => "success",
        _ => "error",
    };

    // What the cluster and the network do to us is an error like any other; the rest would have been a panic in Go.
    private static bool IsOurFault(Exception error) =>
        error is not (ApiException or HttpRequestException or IOException or TimeoutException or OperationCanceledException or WriteFencedException);

    private static Counter<long> Counter(string name, string description) => RuntimeMeter.Instance.CreateCounter<long>(name, description: description);
}
