using System.Diagnostics.Metrics;
using Operator.Telemetry;

namespace Operator.Tests.Telemetry;

public sealed class MetricsPageTests : IDisposable
{
    private readonly Meter _meter = new($"Operator.Test.{Guid.NewGuid():N}");
    private readonly MetricsPage _page = new();
    private readonly string _name = $"test_{Guid.NewGuid():N}";

    public void Dispose()
    {
        _page.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public async Task What_it_writes_is_what_Prometheus_reads()
    {
        var histogram = _meter.CreateHistogram(_name, "s", "Time.\nWith \\ and a second line", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] });
        foreach (var value in (double[])[0.05, 0.5, 5, 0.1]) histogram.Record(value, new KeyValuePair<string, object?>("path", "a \"quoted\" \\ \n name"));
        var text = _page.Write();
        var page = PrometheusText.Parse(text);

        Assert.Equal("histogram", page.Types[_name]);
        var labels = "path=\"a \\\"quoted\\\" \\\\ \\n name\"";
        Assert.Equal(2, page.Series[$"{_name}_bucket{{{labels},le=\"0.1\"}}"]);
        Assert.Equal(3, page.Series[$"{_name}_bucket{{{labels},le=\"1\"}}"]);
        Assert.Equal(4, page.Series[$"{_name}_count{{{labels}}}"]);
        Assert.Equal(5.65, page.Series[$"{_name}_sum{{{labels}}}"], 6);
        await PrometheusText.PassesPromtoolAsync(text);
    }

    [Fact]
    public void A_histogram_of_whole_numbers_keeps_its_buckets()
    {
        var histogram = _meter.CreateHistogram(_name, "By", "Size", null, new InstrumentAdvice<long> { HistogramBucketBoundaries = [64, 1024] });
        histogram.Record(100);

        Assert.Equal(1, PrometheusText.Parse(_page.Write()).Series[$"{_name}_bucket{{le=\"1024\"}}"]);
    }

    [Fact]
    public void A_gauge_says_its_last_value_and_a_counter_its_sum()
    {
        var gauge = _meter.CreateGauge<int>(_name, description: "Last");
        var counter = _meter.CreateCounter<long>(_name + "_total", description: "Sum");
        foreach (var value in (int[])[3, 5])
        {
            gauge.Record(value);
            counter.Add(value);
        }

        var page = PrometheusText.Parse(_page.Write());
        Assert.Equal((5, 8), (page.Series[$"{_name}{{}}"], page.Series[$"{_name}_total{{}}"]));
        Assert.Equal(("gauge", "counter"), (page.Types[_name], page.Types[$"{_name}_total"]));
    }

    [Fact]
    public void A_series_that_is_not_observed_any_more_is_gone()
    {
        var seen = new List<string> { "a", "b" };
        _meter.CreateObservableGauge(_name, () => seen.Select(one => new Measurement<int>(1, new KeyValuePair<string, object?>("one", one))));
        Assert.Contains($"{_name}{{one=\"b\"}}", _page.Write(), StringComparison.Ordinal);
        seen.Remove("b");

        var text = _page.Write();
        Assert.Contains($"{_name}{{one=\"a\"}} 1", text, StringComparison.Ordinal);
        Assert.DoesNotContain($"{_name}{{one=\"b\"}}", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_process_and_the_runtime_show_themselves()
    {
        var page = PrometheusText.Parse(_page.Write());

        Assert.True(page.Series["process_cpu_seconds_total{}"] > 0);
        Assert.True(page.Series["process_resident_memory_bytes{}"] > 1_000_000);
        Assert.True(page.Series["process_virtual_memory_bytes{}"] > page.Series["process_resident_memory_bytes{}"]);
        Assert.InRange(page.Series["process_start_time_seconds{}"], TimeProvider.System.GetUtcNow().AddDays(-1).ToUnixTimeSeconds(), TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        if (OperatingSystem.IsLinux()) Assert.InRange(page.Series["process_open_fds{}"], 1, page.Series["process_max_fds{}"]);
        Assert.Contains("dotnet_gc_collections_total", page.Types.Keys);
    }
}
