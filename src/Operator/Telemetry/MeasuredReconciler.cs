using System.Diagnostics.Metrics;
using Kubernetes.Models.Meta;
using Kubernetes.Runtime.Controllers;

namespace Operator.Telemetry;

/// <summary>Counts and times reconciles under controller-runtime's names, so that dashboards made for it work.</summary>
internal sealed class MeasuredReconciler : IReconciler
{
    private static readonly Meter Meter = new("Operator.Reconcile");

    private static readonly Counter<long> Total = Meter.CreateCounter<long>("controller_runtime_reconcile_total", null, "Reconciles by controller and result.");

    private static readonly Counter<long> Errors = Meter.CreateCounter<long>("controller_runtime_reconcile_errors_total", null, "Reconciles that failed.");

    private static readonly Histogram<double> Time = Meter.CreateHistogram<double>(
        "controller_runtime_reconcile_time_seconds",
        "s",
        "Duration of reconciles.",
        null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60] });

    private readonly KeyValuePair<string, object?> _controller;
    private readonly IReconciler _inner;
    private readonly TimeProvider _time;

    public MeasuredReconciler(string controller, IReconciler inner, TimeProvider time)
    {
        (_controller, _inner, _time) = (new("controller", controller), inner, time);
        foreach (var result in (string[])["success", "requeue_after", "error"]) Total.Add(0, _controller, new("result", result));
        Errors.Add(0, _controller);
    }

    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        var start = _time.GetTimestamp();
        var result = "error";
        try
        {
            var outcome = await _inner.ReconcileAsync(key, cancellationToken);
            result = outcome is Outcome.Requeue ? "requeue_after" : "success";
            return outcome;
        }
        finally
        {
            Total.Add(1, _controller, new("result", result));
            if (result == "error") Errors.Add(1, _controller);
            Time.Record(_time.GetElapsedTime(start).TotalSeconds, _controller);
        }
    }
}
