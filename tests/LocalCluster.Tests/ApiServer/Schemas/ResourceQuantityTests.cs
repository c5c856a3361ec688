using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.Tests.ApiServer.Schemas;

public sealed class ResourceQuantityTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("1000m", "1")]
    [InlineData("1500m", "1500m")]
    [InlineData("1.5", "1500m")]
    [InlineData("0.1", "100m")]
    [InlineData("1024Mi", "1Gi")]
    [InlineData("1000Mi", "1000Mi")]
    [InlineData("0.5Gi", "512Mi")]
    [InlineData("1000k", "1M")]
    [InlineData("12e3", "12e3")]
    [InlineData("12E", "12E")]
    [InlineData("100000", "100k")]
    [InlineData("-5", "-5")]
    [InlineData("1n", "1n")]
    [InlineData("0.0000000001", "1n")]
    public void A_quantity_has_one_way_to_be_written(string text, string canonical) => Assert.Equal(canonical, ResourceQuantity.Parse(text, out _)?.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("1 Gi")]
    [InlineData("1GiB")]
    [InlineData("abc")]
    [InlineData("1..2")]
    [InlineData("--1")]
    public void What_is_no_quantity_is_complained_of(string text)
    {
        Assert.Null(ResourceQuantity.Parse(text, out var complaint));
        Assert.NotNull(complaint);
    }

    [Fact]
    public void Equal_amounts_are_equal_however_written()
    {
        Assert.Equal(ResourceQuantity.Parse("1Gi", out _), ResourceQuantity.Parse("1073741824", out _));
        Assert.NotEqual(ResourceQuantity.Parse("1G", out _), ResourceQuantity.Parse("1Gi", out _));
    }

    [Theory]
    [InlineData("1Gi", "1Mi", "1025Mi")]
    [InlineData("1", "500m", "1500m")]
    public void Sums_keep_the_way_of_writing_of_the_first(string left, string right, string sum) =>
        Assert.Equal(sum, ResourceQuantity.Parse(left, out _)!.Plus(ResourceQuantity.Parse(right, out _)!).ToString());
}
