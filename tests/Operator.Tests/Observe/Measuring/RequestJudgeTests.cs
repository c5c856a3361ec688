using Operator.Api.Strategies;
using Operator.Observe;
using Operator.Observe.Measuring;

namespace Operator.Tests.Observe.Measuring;

public sealed class RequestJudgeTests
{
    private static readonly PodsProvider Success = new() { Metric = PodsMetric.SuccessRate, MinimumRequests = 30 };
    private static readonly PodsProvider Compared = Success with { CompareTo = "Stable" };
    private static readonly PodsProvider Slower = new() { Metric = PodsMetric.Latency, Percentile = 90, CompareTo = "Stable" };

    [Fact]
    public void The_rate_is_the_share_without_server_errors() => Assert.Equal(new MetricReading.Number(0.7), RequestJudge.Read(Success, Requests(100, errors: 30), null));

    [Fact]
    public void With_one_request_less_than_asked_for_nothing_is_said()
    {
        Assert.IsType<MetricReading.Number>(RequestJudge.Read(Success, Requests(30), null));
        Assert.Equal(new MetricReading.TooLittle("29 requests to the new revision were seen, and 30 are needed"), RequestJudge.Read(Success, Requests(29, errors: 29), null));
        Assert.Equal(new MetricReading.TooLittle("29 requests to the stable revision were seen, and 30 are needed"), RequestJudge.Read(Compared, Requests(30), Requests(29)));
    }

    [Fact]
    public void Of_no_requests_there_is_no_rate_even_if_none_is_asked_for() =>
        Assert.Equal(new MetricReading.TooLittle("0 requests to the new revision were seen, and 1 are needed"), RequestJudge.Read(Success with { MinimumRequests = 0 }, Requests(0), null));

    [Fact]
    public void Against_stable_it_is_the_difference_and_certain_only_if_it_is_more_than_chance()
    {
        Assert.Equal(new MetricReading.Number(-0.3, IsCertain: true), Rounded(RequestJudge.Read(Compared, Requests(100, errors: 30), Requests(300))));
        Assert.Equal(new MetricReading.Number(-0.033333, IsCertain: false), Rounded(RequestJudge.Read(Compared, Requests(30, errors: 1), Requests(30))));
    }

    [Fact]
    public void Five_bad_requests_of_five_decide_nothing() =>
        Assert.IsType<MetricReading.TooLittle>(RequestJudge.Read(Compared, Requests(5, errors: 5), Requests(1000)));

    [Fact]
    public void Two_versions_that_are_equally_bad_are_no_difference() =>
        Assert.Equal(new MetricReading.Number(0, IsCertain: false), RequestJudge.Read(Compared, Requests(100, errors: 30), Requests(100, errors: 30)));

    [Fact]
    public void With_no_stable_pod_there_is_nothing_to_compare() => Assert.IsType<MetricReading.NothingToCompare>(RequestJudge.Read(Compared, Requests(100), null));

    [Fact]
    public void A_latency_is_the_percentile_in_seconds() =>
        Assert.Equal(new MetricReading.Number(0.1), RequestJudge.Read(Slower with { CompareTo = null }, Timed(fast: 90, slow: 10), null));

    [Fact]
    public void Slower_requests_are_told_by_their_share_beyond_the_stable_percentile()
    {
        Assert.Equal(new MetricReading.Number(8.7, IsCertain: true), Rounded(RequestJudge.Read(Slower, Timed(fast: 50, slow: 50), Timed(fast: 95, slow: 5))));
        Assert.False(Assert.IsType<MetricReading.Number>(RequestJudge.Read(Slower, Timed(fast: 88, slow: 12), Timed(fast: 92, slow: 8))).IsCertain);
    }

    [Fact]
    public void Pods_without_a_histogram_are_an_error() => Assert.IsType<MetricReading.Fault>(RequestJudge.Read(Slower with { CompareTo = null }, Requests(100), null));

    private static RequestCounts Requests(long total, long errors = 0) => new(total, errors, new Dictionary<double, long>());

    private static RequestCounts Timed(long fast, long slow) =>
        new(fast + slow, 0, new Dictionary<double, long> { [0.1] = fast, [1] = fast + slow, [double.PositiveInfinity] = fast + slow });

    private static MetricReading Rounded(MetricReading reading) => reading is MetricReading.Number number ? number with { Value = Math.Round(number.Value, number.Value > 1 ? 1 : 6) } : reading;
}
