using Operator.Observe.Measuring;

namespace Operator.Tests.Observe.Measuring;

public sealed class LatencyQuantileTests
{
    private static readonly RequestCounts Hundred = new(100, 0, new Dictionary<double, long> { [0.1] = 50, [0.5] = 90, [1] = 99, [double.PositiveInfinity] = 100 });

    [Theory]
    [InlineData(25, 0.05, 0.1)]
    [InlineData(50, 0.1, 0.1)]
    [InlineData(70, 0.3, 0.5)]
    [InlineData(90, 0.5, 0.5)]
    [InlineData(99, 1, 1)]
    public void It_is_spread_evenly_within_its_bucket(int percentile, double seconds, double bound)
    {
        var quantile = LatencyQuantile.Of(Hundred, percentile)!;

        Assert.Equal((seconds, bound), (Math.Round(quantile.Seconds, 9), quantile.Bound));
    }

    [Fact]
    public void Beyond_the_last_bound_it_is_that_bound() => Assert.Equal(new LatencyQuantile(1, double.PositiveInfinity), LatencyQuantile.Of(Hundred, 100));

    [Fact]
    public void Without_a_request_there_is_none() => Assert.Null(LatencyQuantile.Of(RequestCounts.None, 50));
}
