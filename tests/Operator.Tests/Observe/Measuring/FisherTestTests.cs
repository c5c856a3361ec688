using Operator.Observe.Measuring;

namespace Operator.Tests.Observe.Measuring;

public sealed class FisherTestTests
{
    /// <summary>The first is Fisher's lady who tastes tea; the others are quotients of binomial coefficients.</summary>
    [Theory]
    [InlineData(3, 4, 1, 4, 17 / 70.0)]
    [InlineData(1, 5, 0, 100, 5 / 105.0)]
    [InlineData(2, 5, 0, 100, 10 / 5460.0)]
    [InlineData(3, 30, 0, 30, 4060 / 34220.0)]
    [InlineData(5, 30, 0, 30, 142506 / 5461512.0)]
    [InlineData(0, 10, 3, 10, 1)]
    public void Its_figures_are_those_of_the_books(long bad, long total, long otherBad, long otherTotal, double chance) =>
        Assert.Equal(chance, FisherTest.Chance(bad, total, otherBad, otherTotal), 10);

    [Fact]
    public void It_sums_up_to_one_whatever_the_numbers()
    {
        // From the smallest possible number of bad ones upwards is everything.
        Assert.Equal(1, FisherTest.Chance(0, 40, 25, 60), 9);
        Assert.Equal(1, FisherTest.Chance(0, 100_000, 500, 300_000), 6);
    }

    [Theory]
    [InlineData(1, 5, 0, 100, 0.99, false)]
    [InlineData(30, 100, 0, 100, 0.99, true)]
    [InlineData(1, 30, 0, 30, 0.95, false)]
    [InlineData(5, 30, 0, 30, 0.95, true)]
    [InlineData(0, 30, 5, 30, 0.95, false)]
    [InlineData(5, 30, 5, 30, 0.95, false)]
    [InlineData(5, 30, 0, 0, 0.95, false)]
    [InlineData(11_000, 1_000_000, 10_000, 1_000_000, 0.99, true)]
    public void A_larger_share_is_more_than_chance_or_not(long bad, long total, long otherBad, long otherTotal, double confidence, bool isLarger) =>
        Assert.Equal(isLarger, FisherTest.IsLarger(bad, total, otherBad, otherTotal, confidence));

    [Fact]
    public void Of_two_equally_good_versions_one_is_called_worse_no_more_often_than_the_confidence_allows()
    {
        var random = new Random(7);
        long Errors() => Enumerable.Range(0, 100).Count(_ => random.NextDouble() < 0.05);

        var mistakes = Enumerable.Range(0, 2000).Count(_ => FisherTest.IsLarger(Errors(), 100, Errors(), 100, 0.95));

        Assert.InRange(mistakes / 2000.0, 0.001, 0.05);
    }
}
