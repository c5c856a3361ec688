using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Kubernetes.Tests.Runtime;

/// <summary>Adds up what the runtime's instruments say about one controller, queue or lease.</summary>
internal sealed class MetricReader : IDisposable
{
    private readonly ConcurrentDictionary<string, double> _values = [];
    private readonly ConcurrentDictionary<string, int> _counts = [];
    private readonly MeterListener _listener = new();
    private readonly string _owner;

    public MetricReader(string owner)
    {
        _owner = owner;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Kubernetes.Runtime") listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>The series that exist, such as <c>controller_runtime_reconcile_total error</c>.</summary>
    public IReadOnlyCollection<string> Series => [.. _values.Keys];

    /// <summary>The sum of a counter or a histogram, or the value of a gauge.</summary>
    public double Value(string series)
    {
        _listener.RecordObservableInstruments();
        return _values.TryGetValue(series, out var value) ? value : double.NaN;
    }

    public int Count(string series) => _counts.GetValueOrDefault(series);

    public void Dispose() => _listener.Dispose();

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var others = new List<string>();
        var ours = false;
        foreach (var (name, said) in tags)
        {
            if (name is "controller" or "name") ours |= said?.ToString() == _owner;
            else others.Add(said?.ToString() ?? "");
        }

        if (!ours) return;
        var series = string.Join(' ', [instrument.Name, .. others]);
        var replaces = instrument.IsObservable || instrument is Gauge<int>;
        _values.AddOrUpdate(series, value, (_, before) => replaces ? value : before + value);
        _counts.AddOrUpdate(series, 1, (_, before) => before + 1);
    }
}
