using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Kubernetes.Runtime.Queueing;

/// <summary>What a work queue says of itself, under client-go's names, so that dashboards made for controller-runtime read it.</summary>
internal sealed class QueueMetrics : IDisposable
{
    private static readonly InstrumentAdvice<double> PowersOfTen = new() { HistogramBucketBoundaries = [1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1, 10, 100, 1000] };

    private static readonly ConcurrentDictionary<WorkQueue, QueueMetrics> Live = [];

    private static readonly Counter<long> Adds = RuntimeMeter.Instance.CreateCounter<long>(
        "workqueue_adds_total", description: "Total number of adds handled by workqueue");

    private static readonly Counter<long> Retries = RuntimeMeter.Instance.CreateCounter<long>(
        "workqueue_retries_total", description: "Total number of retries handled by workqueue");

    private static readonly Histogram<double> QueueDuration = RuntimeMeter.Instance.CreateHistogram(
        "workqueue_queue_duration_seconds", "s", "How long in seconds an item stays in workqueue before being requested", null, PowersOfTen);

    private static readonly Histogram<double> WorkDuration = RuntimeMeter.Instance.CreateHistogram(
        "workqueue_work_duration_seconds", "s", "How long in seconds processing an item from workqueue takes.", null, PowersOfTen);

    private readonly WorkQueue _queue;
    private readonly KeyValuePair<string, object?> _name;
    private readonly KeyValuePair<string, object?> _controller;

    static QueueMetrics()
    {
        RuntimeMeter.Instance.CreateObservableGauge(
            "workqueue_depth", () => Live.Values.SelectMany(metrics => metrics.Depth()), description: "Current depth of workqueue by workqueue and priority");
        RuntimeMeter.Instance.CreateObservableGauge(
            "workqueue_unfinished_work_seconds",
            () => Live.Values.Select(metrics => metrics.Measure(metrics._queue.UnfinishedWork)),
            "s",
            "How many seconds of work has been done that is in progress and hasn't been observed by work_duration. Large values indicate stuck workers.");
        RuntimeMeter.Instance.CreateObservableGauge(
            "workqueue_longest_running_processor_seconds",
            () => Live.Values.Select(metrics => metrics.Measure(metrics._queue.LongestRunning)),
            "s",
            "How many seconds has the longest running processor for workqueue been running.");
    }

    public QueueMetrics(WorkQueue queue, string name)
    {
        (_queue, _name, _controller) = (queue, new("name", name), new("controller", name));
        Adds.Add(0, _name, _controller);
        Retries.Add(0, _name, _controller);
        Live[queue] = this;
    }

    public void Added() => Adds.Add(1, _name, _controller);

    public void Retried() => Retries.Add(1, _name, _controller);

    public void HandedOut(TimeSpan waited) => QueueDuration.Record(waited.TotalSeconds, _name, _controller);

    public void Done(TimeSpan worked) => WorkDuration.Record(worked.TotalSeconds, _name, _controller);

    public void Dispose() => Live.TryRemove(_queue, out _);

    private Measurement<double> Measure(TimeSpan time) => new(time.TotalSeconds, _name, _controller);

    private IEnumerable<Measurement<int>> Depth() =>
        _queue.Depth().Select(depth => new Measurement<int>(depth.Value, _name, _controller, new KeyValuePair<string, object?>("priority", depth.Key)));
}
