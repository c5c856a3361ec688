using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Operator.Telemetry;

/// <summary>Collects what the operator's and the client's meters say, and writes it in Prometheus' text format 0.0.4.</summary>
internal sealed class MetricsPage : IDisposable
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>The meters that are shown, by the beginning of their names.</summary>
    public static readonly IReadOnlyList<string> Sources = ["Operator", "Kubernetes", "System.Runtime"];

    private static readonly Lazy<bool> ProcessIsPublished = new(() =>
    {
        ProcessMetrics.Publish();
        return true;
    });

    private readonly Lock _scrape = new();
    private readonly ConcurrentDictionary<string, MetricFamily> _families = new();
    private readonly MeterListener _listener = new();

    public MetricsPage()
    {
        _ = ProcessIsPublished.Value;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (!Sources.Any(source => instrument.Meter.Name.StartsWith(source, StringComparison.Ordinal))) return;
            var family = _families.GetOrAdd(NameOf(instrument), name => new MetricFamily(name, instrument));
            listener.EnableMeasurementEvents(instrument, family);
        };
        _listener.SetMeasurementEventCallback<int>((_, value, tags, family) => Record(family, value, tags));
        _listener.SetMeasurementEventCallback<long>((_, value, tags, family) => Record(family, value, tags));
        _listener.SetMeasurementEventCallback<double>((_, value, tags, family) => Record(family, value, tags));
        _listener.Start();
    }

    /// <summary>The meter of what the operator says of itself.</summary>
    public static Meter Own { get; } = new("Operator");

    public string Write()
    {
        lock (_scrape)
        {
            foreach (var family in _families.Values) family.AskAgain();
            _listener.RecordObservableInstruments();
        }

        var text = new StringBuilder();
        foreach (var family in _families.Values.OrderBy(family => family.Name, StringComparer.Ordinal)) family.Write(text);
        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private static void Record(object? family, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        ((MetricFamily)family!).Record(Labels(tags), value);

    // A name with dots is OpenTelemetry's: its rules for Prometheus put the unit and the kind at the end.
    private static string NameOf(Instrument instrument)
    {
        var name = instrument.Name.Replace('.', '_').Replace('-', '_');
        if (!instrument.Name.Contains('.')) return name;
        var unit = instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
        if (!name.EndsWith(unit, StringComparison.Ordinal)) name += unit;
        var kind = MetricFamily.Kind(instrument);
        // Prometheus keeps this ending for histograms.
        if (kind != "histogram" && name.EndsWith("_count", StringComparison.Ordinal)) name = name[..^"_count".Length] + "_number";
        return kind == "counter" && !name.EndsWith("_total", StringComparison.Ordinal) ? name + "_total" : name;
    }

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty) return "";
        var text = new StringBuilder();
        foreach (var (name, value) in tags)
        {
            if (text.Length > 0) text.Append(',');
            var words = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            text.Append(name.Replace('.', '_')).Append("=\"")
                .Append(words.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal))
                .Append('"');
        }

        return text.ToString();
    }
}
