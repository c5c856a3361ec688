using Operator.Observe.Measuring;

namespace Operator.Tests.Observe.Measuring;

public sealed class PodScrapeTests
{
    private const string Page = """
        # HELP http_requests_total HTTP requests answered.
        # TYPE http_requests_total counter
        http_requests_total{code="200"} 90
        http_requests_total{handler="/a b}",code="500",} 7 1700000000000
        http_requests_total{code="503"} 3
        # TYPE http_request_duration_seconds histogram
        http_request_duration_seconds_bucket{le="0.1"} 60
        http_request_duration_seconds_bucket{le="+Inf"} 100
        http_request_duration_seconds_sum 12.5
        process_start_time_seconds 1700000000.25
        counterapp_visits_total 1234
        odd NaN
        """;

    [Fact]
    public void It_has_what_the_pod_says()
    {
        var scrape = PodScrape.Parse(Page);

        Assert.Equal((1700000000.25, 1234, 100, 10), (scrape.StartedAt, scrape.Visits, scrape.Requests!.Total, scrape.Requests.Errors));
        Assert.Equal([(0.1, 60), (double.PositiveInfinity, 100)], scrape.Requests.Buckets.Select(bucket => (bucket.Key, bucket.Value)));
    }

    [Fact]
    public void Between_two_looks_at_one_process_only_the_difference_counts()
    {
        var since = PodScrape.Parse(Page.Replace("} 90", "} 190", StringComparison.Ordinal).Replace("} 3", "} 5", StringComparison.Ordinal)).Since(PodScrape.Parse(Page));

        Assert.Equal((102, 2), (since.Total, since.Errors));
    }

    [Fact]
    public void A_process_that_began_in_between_begins_anew()
    {
        var since = PodScrape.Parse(Page.Replace("1700000000.25", "1700000009.5", StringComparison.Ordinal)).Since(PodScrape.Parse(Page));

        Assert.Equal((100, 10), (since.Total, since.Errors));
    }

    [Fact]
    public void A_page_without_requests_is_told_from_one_with_none()
    {
        Assert.Null(PodScrape.Parse("up 1\n").Requests);
        Assert.Equal(0, PodScrape.Parse("# TYPE http_requests_total counter\n").Requests!.Total);
    }
}
