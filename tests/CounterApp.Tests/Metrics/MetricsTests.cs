using System.Diagnostics;
using System.Globalization;
using CounterApp.Metrics;
using Xunit.Abstractions;

namespace CounterApp.Tests.Metrics;

public sealed class MetricsTests(ITestOutputHelper output)
{
    [Fact]
    public void A_histogram_counts_each_observation_in_every_bucket_that_holds_it()
    {
        var histogram = Histogram.OfCounts(1, 8, 64);
        foreach (var observation in new[] { 1, 2, 8, 9, 1000 }) histogram.Observe(observation);

        var text = new MetricsText().Histogram("visits", "Help.", histogram).ToString();

        Assert.Equal(
            """
            # HELP visits Help.
            # TYPE visits histogram
            visits_bucket{le="1"} 1
            visits_bucket{le="8"} 3
            visits_bucket{le="64"} 4
            visits_bucket{le="+Inf"} 5
            visits_sum 1020
            visits_count 5

            """,
            text);
    }

    [Fact]
    public void A_label_is_escaped() => Assert.Equal("version=\"a\\\\b\\\"c\\nd\"", MetricsText.Label("version", "a\\b\"c\nd"));

    [Fact]
    public async Task The_figures_of_a_running_app_are_what_happened_to_it()
    {
        using var data = new DataDirectory();
        await using var app = await RunningApp.StartAsync(data, ("APP_VERSION", "1.2.3"));
        for (var i = 0; i < 3; i++) await app.VisitAsync();
        using (await app.Client.GetAsync("/nothing"))
        {
        }

        var figures = await app.Client.GetStringAsync("/metrics");

        Assert.Equal(3, Value(figures, "counterapp_visits_total"));
        Assert.Equal(3, Value(figures, "counterapp_flushes_total"));
        Assert.Equal(3, Value(figures, "counterapp_flush_visits_sum"));
        Assert.Equal(0, Value(figures, "counterapp_visits_refused_total"));
        Assert.Equal(3, Value(figures, "http_requests_total{code=\"200\"}"));
        Assert.Equal(1, Value(figures, "http_requests_total{code=\"404\"}"));
        Assert.Equal(4, Value(figures, "http_request_duration_seconds_count"));
        Assert.Equal(1, Value(figures, "counterapp_build_info{version=\"1.2.3\"}"));
        Assert.InRange(Value(figures, "http_request_duration_seconds_sum"), 1e-6, 60);
        Assert.InRange(Value(figures, "process_resident_memory_bytes"), 1e6, 1e9);
        Assert.InRange(Value(figures, "process_open_fds"), 3, 1000);
        Assert.InRange(Value(figures, "process_start_time_seconds"), 1.7e9, 1e11);
        await HasNothingToSayAgainstAsync(figures);
    }

    [Fact]
    public async Task Questions_about_the_app_itself_are_not_among_the_requests_of_its_users()
    {
        using var data = new DataDirectory();
        await using var app = await RunningApp.StartAsync(data);
        await app.VisitAsync();
        foreach (var path in new[] { "/healthz", "/readyz", "/metrics" }) await app.Client.GetStringAsync(path);

        Assert.Equal(1, Value(await app.Client.GetStringAsync("/metrics"), "http_request_duration_seconds_count"));
    }

    private static double Value(string figures, string name) => double.Parse(
        figures.Split('\n').Single(line => line.StartsWith(name + " ", StringComparison.Ordinal))[(name.Length + 1)..],
        CultureInfo.InvariantCulture);

    /// <summary>Prometheus' own opinion, where it is installed.</summary>
    private async Task HasNothingToSayAgainstAsync(string figures)
    {
        const string judge = "/usr/bin/promtool";
        if (!File.Exists(judge))
        {
            output.WriteLine($"Not judged: there is no {judge}. On Debian: apt-get install prometheus");
            return;
        }

        using var promtool = Process.Start(new ProcessStartInfo(judge, ["check", "metrics"])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
        })!;
        await promtool.StandardInput.WriteAsync(figures);
        promtool.StandardInput.Close();
        Assert.Equal("", await promtool.StandardError.ReadToEndAsync());
        await promtool.WaitForExitAsync();
        Assert.Equal(0, promtool.ExitCode);
    }
}
