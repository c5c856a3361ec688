using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Operator.Tests.Telemetry;

/// <summary>Reads the text format 0.0.4 strictly: what Prometheus would refuse fails the test.</summary>
internal sealed class PrometheusText
{
    private static readonly Regex Sample = new("^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{((?:[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\\n]|\\\\[\\\\\"n])*\",?)*)\\})? (NaN|[+-]Inf|-?[0-9.eE+-]+)$");

    private readonly Dictionary<string, string> _types = [];
    private readonly Dictionary<string, double> _series = [];

    public IReadOnlyDictionary<string, string> Types => _types;

    /// <summary>Values by <c>name{labels}</c>.</summary>
    public IReadOnlyDictionary<string, double> Series => _series;

    public static PrometheusText Parse(string text)
    {
        var page = new PrometheusText();
        var family = "";
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        foreach (var line in text.TrimEnd('\n').Split('\n'))
        {
            if (line.StartsWith("# HELP ", StringComparison.Ordinal)) continue;
            if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                var words = line.Split(' ');
                family = words[2];
                Assert.True(page._types.TryAdd(family, words[3]), $"{family} has two types");
                Assert.Contains(words[3], (string[])["counter", "gauge", "histogram"]);
                continue;
            }

            page.Read(line, family);
        }

        page.CheckHistograms();
        return page;
    }

    /// <summary>Asks promtool as well, where it is installed.</summary>
    public static async Task PassesPromtoolAsync(string text)
    {
        try
        {
            using var promtool = Process.Start(new ProcessStartInfo("promtool", ["check", "metrics"]) { RedirectStandardInput = true, RedirectStandardError = true, RedirectStandardOutput = true })!;
            await promtool.StandardInput.WriteAsync(text);
            promtool.StandardInput.Close();
            var complaints = await promtool.StandardError.ReadToEndAsync() + await promtool.StandardOutput.ReadToEndAsync();
            await promtool.WaitForExitAsync();
            Assert.True(promtool.ExitCode == 0, complaints);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // Not installed: the strict reading above is what there is.
        }
    }

    private void Read(string line, string family)
    {
        var match = Sample.Match(line);
        Assert.True(match.Success, $"not a sample: {line}");
        var name = match.Groups[1].Value;
        var expected = _types[family] == "histogram" ? [$"{family}_bucket", $"{family}_sum", $"{family}_count"] : (string[])[family];
        Assert.Contains(name, expected);
        var value = match.Groups[3].Value switch { "+Inf" => double.PositiveInfinity, "-Inf" => double.NegativeInfinity, var text => double.Parse(text, CultureInfo.InvariantCulture) };
        Assert.True(_series.TryAdd($"{name}{{{match.Groups[2].Value}}}", value), $"twice: {line}");
    }

    private void CheckHistograms()
    {
        foreach (var (series, count) in _series.Where(one => _types.GetValueOrDefault(one.Key.Split('{')[0].Replace("_count", "", StringComparison.Ordinal)) == "histogram" && one.Key.Contains("_count{", StringComparison.Ordinal)))
        {
            var (name, labels) = (series[..series.IndexOf("_count{", StringComparison.Ordinal)], series[(series.IndexOf('{') + 1)..^1]);
            var prefix = $"{name}_bucket{{{(labels.Length == 0 ? "" : labels + ",")}le=\"";
            var buckets = _series.Where(one => one.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(one => one.Value).ToList();
            Assert.Equal(buckets.Order(), buckets);
            Assert.Equal(count, _series[$"{prefix}+Inf\"}}"]);
        }
    }
}
