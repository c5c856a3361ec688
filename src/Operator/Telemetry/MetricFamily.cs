using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Operator.Telemetry;

/// <summary>All series of one instrument.</summary>
internal sealed class MetricFamily(string name, Instrument instrument)
{
    private static readonly double[] NoBounds = [];

    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, double> _values = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long[]> _buckets = new(StringComparer.Ordinal);
    private readonly string _kind = Kind(instrument);
    private readonly IReadOnlyList<double> _bounds = Bounds(instrument);

    /// <summary>A gauge and an observable instrument say their whole value each time; any other says what is added to it.</summary>
    private readonly bool _replaces = instrument.IsObservable || instrument.GetType().Name.StartsWith("Gauge", StringComparison.Ordinal);

    public string Name { get; } = name;

    /// <summary>Before an observable instrument is asked again: a series that it does not mention any more is gone.</summary>
    public void AskAgain()
    {
        if (!instrument.IsObservable) return;
        lock (_gate) _values.Clear();
    }

    public void Record(string labels, double value)
    {
        lock (_gate)
        {
            _values[labels] = _replaces ? value : _values.GetValueOrDefault(labels) + value;
            if (_kind == "histogram") Count(labels, value);
        }
    }

    public void Write(StringBuilder text)
    {
        lock (_gate)
        {
            if (_values.Count == 0) return;
            var help = (instrument.Description ?? Name).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
            text.Append("# HELP ").Append(Name).Append(' ').Append(help).Append('\n');
            text.Append("# TYPE ").Append(Name).Append(' ').Append(_kind).Append('\n');
            foreach (var (labels, value) in _values)
            {
                if (_kind == "histogram") WriteBuckets(text, labels, value);
                else Line(text, "", labels, value);
            }
        }
    }

    private static IReadOnlyList<double> Bounds(Instrument instrument) => instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { } bounds } => bounds,
        Histogram<long> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(bound => (double)bound)],
        _ => NoBounds,
    };

    /// <summary>Prometheus' word for the instrument.</summary>
    public static string Kind(Instrument instrument)
    {
        var type = instrument.GetType().Name;
        if (type.StartsWith("Histogram", StringComparison.Ordinal)) return "histogram";
        return type.Contains("UpDown", StringComparison.Ordinal) || type.Contains("Gauge", StringComparison.Ordinal) ? "gauge" : "counter";
    }

    private void Count(string labels, double value)
    {
        if (!_buckets.TryGetValue(labels, out var counts)) _buckets[labels] = counts = new long[_bounds.Count + 1];
        var index = 0;
        while (index < _bounds.Count && value > _bounds[index]) index++;
        counts[index]++;
    }

    private void WriteBuckets(StringBuilder text, string labels, double sum)
    {
        var below = 0L;
        var before = labels.Length == 0 ? "" : $"{labels},";
        for (var i = 0; i <= _bounds.Count; i++)
        {
            below += _buckets[labels][i];
            var bound = i < _bounds.Count ? _bounds[i].ToString(CultureInfo.InvariantCulture) : "+Inf";
            Line(text, "_bucket", $"{before}le=\"{bound}\"", below);
        }

        Line(text, "_sum", labels, sum);
        Line(text, "_count", labels, below);
    }

    // Prometheus writes the infinities with a sign.
    private static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf" : double.IsNegativeInfinity(value) ? "-Inf" : value.ToString("R", CultureInfo.InvariantCulture);

    private void Line(StringBuilder text, string suffix, string labels, double value)
    {
        text.Append(Name).Append(suffix);
        if (labels.Length > 0) text.Append('{').Append(labels).Append('}');
        text.Append(' ').Append(Number(value)).Append('\n');
    }
}
