using System.Globalization;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.Tests.ApiServer.Schemas;

/// <summary>Values in messages are written as the server's language writes them.</summary>
public sealed class GoTextTests
{
    [Theory]
    [InlineData("plain", "\"plain\"")]
    [InlineData("a\"b\\c", "\"a\\\"b\\\\c\"")]
    [InlineData("line\nbreak\ttab", "\"line\\nbreak\\ttab\"")]
    [InlineData("é😀", "\"é😀\"")]
    [InlineData("\u0001\u007f", "\"\\x01\\x7f\"")]
    public void Strings_are_quoted(string text, string quoted) => Assert.Equal(quoted, GoText.Quote(text));

    [Theory]
    [InlineData("1", "1")]
    [InlineData("1.5", "1.5")]
    [InlineData("0.0001", "0.0001")]
    [InlineData("0.00001", "1e-05")]
    [InlineData("1000000", "1e+06")]
    [InlineData("123456", "123456")]
    [InlineData("1e300", "1e+300")]
    public void Numbers_are_shortened_in_text(string number, string text) =>
        Assert.Equal(text, GoFloat.Format(double.Parse(number, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData(1e20, "100000000000000000000")]
    [InlineData(1e21, "1e+21")]
    [InlineData(1e-6, "0.000001")]
    [InlineData(1e-7, "1e-7")]
    public void Numbers_in_json_have_other_bounds(double number, string text) => Assert.Equal(text, GoFloat.Json(number));

    [Theory]
    [InlineData("""{"b":1,"a":[true,null,"x"]}""", """{"a":[true,null,"x"],"b":1}""")]
    [InlineData("\"<a&b>\"", "\"\\u003ca\\u0026b\\u003e\"")]
    public void Json_is_written_with_sorted_members_and_for_web_pages(string json, string written) => Assert.Equal(written, GoText.Json(Json.Node(json)));

    [Fact]
    public void Loose_values_are_written_as_maps_and_slices() =>
        Assert.Equal("map[a:[1 x <nil>] b:map[]]", GoText.Loose(Json.Node("""{"b":{},"a":[1,"x",null]}""")));
}
