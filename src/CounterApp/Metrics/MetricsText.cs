using System.Globalization;
using System.Text;

namespace CounterApp.Metrics;

/// <summary>Writes the Prometheus text format, version 0.0.4.</summary>
internal sealed class MetricsText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder _text = new();

    public MetricsText Counter(string name, string help, double value) => Head(name, help, "counter").Sample(name, "", value);

    public MetricsText Gauge(string name, string help, double value, string labels = "") =>
        Head(name, help, "gauge").Sample(name, labels, value);

    public MetricsText Counters(string name, string help, IEnumerable<(string Labels, double Value)> samples)
    {
        Head(name, help, "counter");
        foreach (var (labels, value) in samples) Sample(name, labels, value);
        return this;
    }

    public MetricsText Histogram(string name, string help, Histogram histogram)
    {
        Head(name, help, "histogram");
        var counts = histogram.Snapshot();
        var below = 0L;
        for (var i = 0; i < counts.Length; i++)
        {
            below += counts[i];
            var bound = i < histogram.Bounds.Count ? histogram.Bounds[i].ToString(CultureInfo.InvariantCulture) : "+Inf";
            Sample(name + "_bucket", Label("le", bound), below);
        }

        return Sample(name + "_sum", "", histogram.Sum).Sample(name + "_count", "", below);
    }

    /// <summary>One label with its value escaped.</summary>
    public static string Label(string name, string value) =>
        $"{name}=\"{value.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n")}\"";

    public override string ToString() => _text.ToString();

    private MetricsText Head(string name, string help, string type)
    {
        _text.Append("# HELP ").Append(name).Append(' ').Append(help).Append('\n');
        _text.Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
        return this;
    }

    private MetricsText Sample(string name, string labels, double value)
    {
        _text.Append(name);
        if (labels.Length > 0) _text.Append('{').Append(labels).Append('}');
        _text.Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
        return this;
    }
}
