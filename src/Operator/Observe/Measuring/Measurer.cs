using System.Collections.Concurrent;
using Kubernetes.Models.Meta;
using Operator.Api.Strategies;

namespace Operator.Observe.Measuring;

/// <summary>
/// Takes the measurements that are due, beside the reconcilers: whoever asks gets those that are complete and never waits for the others.
/// <see cref="Measured"/> tells when there is a new one. What is due stands in the status alone: a measurement that was under way when the
/// operator died is taken again, and one that nobody asks for any more is given up.
/// </summary>
internal sealed class Measurer(Func<Observed, AnalysisMetric, CancellationToken, Task<MetricReading>> read, TimeProvider time, ILogger<Measurer> logger) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<ObjectKey, IReadOnlyDictionary<DueMeasurement, Order>> _orders = new();

    /// <summary>An app has a new measurement.</summary>
    public event Action<ObjectKey>? Measured;

    /// <summary>The measurements that are due by now and complete; the others are set off. One call at a time for one app.</summary>
    public IReadOnlyList<Measurement> Take(Observed observed)
    {
        var key = new ObjectKey(observed.Namespace, observed.Name);
        var known = _orders.GetValueOrDefault(key) ?? new Dictionary<DueMeasurement, Order>();
        var due = DueMeasurement.Of(observed.App, time.GetUtcNow());
        if (known.Count == 0 && due.Count == 0) return [];
        var orders = due.ToDictionary(item => item.Due, item => known.GetValueOrDefault(item.Due) ?? Begin(key, observed, item.Due, item.Metric));
        foreach (var (_, order) in known.Where(order => !orders.ContainsKey(order.Key))) order.GiveUp();
        if (orders.Count > 0) _orders[key] = orders;
        else _orders.TryRemove(key, out _);
        return [.. orders.Values.Where(order => order.Result.IsCompletedSuccessfully).Select(order => order.Result.Result)];
    }

    /// <summary>Gives up what is measured for an app that is gone.</summary>
    public void Forget(ObjectKey app)
    {
        if (!_orders.TryRemove(app, out var orders)) return;
        foreach (var order in orders.Values) order.GiveUp();
    }

    public async ValueTask DisposeAsync()
    {
        var orders = _orders.Values.SelectMany(app => app.Values).ToList();
        foreach (var order in orders) order.GiveUp();
        await Task.WhenAll(orders.Select(order => order.Result)).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private Order Begin(ObjectKey key, Observed observed, DueMeasurement due, AnalysisMetric metric)
    {
        var stop = new CancellationTokenSource();
        var result = Task.Run(() => MeasureAsync(observed, due, metric, stop.Token), CancellationToken.None);
        _ = TellAsync(key, result);
        return new Order(result, stop);
    }

    /// <summary>After the task is complete, so that whoever is woken finds it so.</summary>
    private async Task TellAsync(ObjectKey key, Task<Measurement> result)
    {
        await Task.WhenAny(result);
        if (result.IsCompletedSuccessfully) Measured?.Invoke(key);
    }

    private async Task<Measurement> MeasureAsync(Observed observed, DueMeasurement due, AnalysisMetric metric, CancellationToken cancellationToken)
    {
        var reading = await ReadAsync(observed, metric, cancellationToken);
        ObserveLog.Measured(logger, observed.Namespace, observed.Name, due.Metric, due.Scope, reading);
        return new Measurement(due, time.GetUtcNow(), reading);
    }

    /// <summary>Whatever goes wrong is a fault of the measurement: one that were never complete would hold the rollout for ever.</summary>
    private async Task<MetricReading> ReadAsync(Observed observed, AnalysisMetric metric, CancellationToken cancellationToken)
    {
        try
        {
            return await read(observed, metric, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return new MetricReading.Fault(e.Message.TrimEnd('.'));
        }
    }

    /// <summary>A measurement that has been asked for.</summary>
    private sealed record Order(Task<Measurement> Result, CancellationTokenSource Stop)
    {
        public void GiveUp()
        {
            Stop.Cancel();
            Stop.Dispose();
        }
    }
}
