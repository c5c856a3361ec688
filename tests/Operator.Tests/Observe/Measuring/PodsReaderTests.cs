using System.Globalization;
using System.Net;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Microsoft.Extensions.Time.Testing;
using Operator.Api;
using Operator.Api.Strategies;
using Operator.Observe;
using Operator.Observe.Measuring;
using Operator.Tests.Cases;
using TestKit;

namespace Operator.Tests.Observe.Measuring;

/// <summary>Pods out of reach are asked through the API server; here it answers with pages that a test makes.</summary>
public sealed class PodsReaderTests : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly Dictionary<string, string?> _pages = [];
    private readonly HashSet<string> _replaced = [];
    private readonly ScriptedServer _server;
    private readonly PodScraper _scraper;
    private readonly PodCalls _pods;
    private readonly Observed _app;
    private int _asked;

    public PodsReaderTests()
    {
        _server = new ScriptedServer((request, _) =>
        {
            Interlocked.Increment(ref _asked);
            var pod = request.RequestUri!.Segments[^3].Split(':')[0];
            return _pages.GetValueOrDefault(pod) is { } page
                ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(page) }
                : ScriptedServer.Refusal(HttpStatusCode.BadGateway, "BadGateway", "the pod does not listen");
        });
        _pods = new PodCalls(_server.Client, isInCluster: false, _time);
        _scraper = new PodScraper(_pods, Find);
        var given = Case.Read("an_app_with_all_pods_ready_is_healthy").Observed;
        _app = given with
        {
            App = given.App with { Status = new CounterAppStatus { StableRevision = "old", Rollout = new RolloutStatus { Revision = "new", Volumes = [Volume(0, 10), Volume(1, 20)] } } },
            Pods = [.. given.Pods.Select(pod => pod with { Address = "10.0.0.1", Revision = pod.Ordinal == 1 ? "new" : "old", Restarts = pod.Ordinal * 2 })],
        };
        (_pages["app-0"], _pages["app-1"]) = (Page(100, 0), Page(100, 0));
    }

    public void Dispose()
    {
        _scraper.Dispose();
        _pods.Dispose();
        _server.Dispose();
    }

    [Fact]
    public async Task Only_what_came_within_the_interval_and_to_the_new_pods_counts()
    {
        var reading = await MeasureAsync(Rate(), () => (_pages["app-0"], _pages["app-1"]) = (Page(900, 900), Page(190, 10)));

        Assert.Equal(new MetricReading.Number(0.9), reading);
    }

    [Fact]
    public async Task Against_stable_both_are_looked_at_over_the_same_time()
    {
        var reading = await MeasureAsync(Rate("Stable"), () => (_pages["app-0"], _pages["app-1"]) = (Page(195, 5), Page(170, 30)));

        var number = Assert.IsType<MetricReading.Number>(reading);
        Assert.Equal((-0.25, true, 4), (Math.Round(number.Value, 9), number.IsCertain, _asked));
    }

    [Fact]
    public async Task A_pod_that_was_restarted_meanwhile_begins_anew()
    {
        var reading = await MeasureAsync(Rate(), () => _pages["app-1"] = Page(45, 5, startedAt: 1700000020));

        Assert.Equal(new MetricReading.Number(0.9), reading);
    }

    [Fact]
    public async Task A_pod_that_was_replaced_meanwhile_is_not_taken_for_its_successor() =>
        Assert.Equal("the pods of the new revision were replaced meanwhile", (await Assert.ThrowsAsync<MetricException>(() => MeasureAsync(Rate(), () => _replaced.Add("app-1")))).Message);

    [Fact]
    public async Task A_pod_that_does_not_answer_is_an_error_that_names_it()
    {
        _pages["app-1"] = null;

        Assert.StartsWith("pod app-1 gave no answer at /metrics", (await Assert.ThrowsAsync<MetricException>(() => MeasureAsync(Rate(), () => { }))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pod_that_counts_no_requests_is_an_error_that_says_what_is_missing()
    {
        _pages["app-1"] = "up 1\n";

        Assert.Equal("pod app-1 publishes no http_requests_total at /metrics", (await Assert.ThrowsAsync<MetricException>(() => MeasureAsync(Rate(), () => { }))).Message);
    }

    [Fact]
    public async Task Restarts_and_readiness_are_those_of_the_new_pods()
    {
        Assert.Equal(new MetricReading.Number(2), await ReadAsync(Metric(PodsMetric.Restarts)));
        Assert.Equal(new MetricReading.Number(1), await ReadAsync(Metric(PodsMetric.Readiness)));
        Assert.Equal(0, _asked);
    }

    [Theory]
    [InlineData(10, 20, 0)]
    [InlineData(500, 25, 0)]
    [InlineData(500, 19, 1)]
    [InlineData(0, 0, 30)]
    public async Task Lost_visits_are_those_that_a_volume_had_and_has_no_more_whatever_the_others_gain(int first, int second, double lost)
    {
        (_pages["app-0"], _pages["app-1"]) = (Page(1, 0, visits: first), Page(1, 0, visits: second));

        Assert.Equal(new MetricReading.Number(lost), await ReadAsync(Metric(PodsMetric.Visits)));
    }

    private static AnalysisMetric Rate(string? compareTo = null) => Metric(PodsMetric.SuccessRate, compareTo);

    private static AnalysisMetric Metric(string metric, string? compareTo = null) =>
        new() { Name = "m", Interval = "30s", Provider = new MetricProvider { Pods = new PodsProvider { Metric = metric, CompareTo = compareTo } } };

    private static VolumeVisits Volume(int ordinal, long visits) => new() { Claim = $"visits-app-{ordinal}", Visits = visits };

    private static string Page(long good, long bad, double startedAt = 1700000000, long visits = 0) => string.Create(
        CultureInfo.InvariantCulture,
        $"# TYPE http_requests_total counter\nhttp_requests_total{{code=\"200\"}} {good}\nhttp_requests_total{{code=\"500\"}} {bad}\nprocess_start_time_seconds {startedAt}\ncounterapp_visits_total {visits}\n");

    private Pod? Find(ObjectKey key) => new()
    {
        Metadata = new ObjectMeta { Name = key.Name, Uid = _replaced.Contains(key.Name) ? "another" : _app.Pods.Single(pod => pod.Name == key.Name).Uid },
    };

    private Task<MetricReading> ReadAsync(AnalysisMetric metric) => new PodsReader(_scraper, _time).ReadAsync(_app, metric, metric.Provider.Pods!, default);

    /// <summary>Changes something in the middle of a measurement.</summary>
    private async Task<MetricReading> MeasureAsync(AnalysisMetric metric, Action change)
    {
        var wanted = metric.Provider.Pods!.CompareTo is null ? 1 : 2;
        var reading = ReadAsync(metric);
        await Eventually.Holds(() => Task.FromResult(Volatile.Read(ref _asked) >= wanted), "the first look");
        change();
        await Eventually.Holds(
            () =>
            {
                _time.Advance(Interval);
                return Task.FromResult(reading.IsCompleted);
            },
            "the second look");
        return await reading;
    }
}
