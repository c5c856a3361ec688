using System.Text.Json;
using Operator.Observe.Measuring;

namespace Operator.Tests.Observe.Measuring;

public sealed class JsonPathTests
{
    private const string Document = """{"data":{"items":[{"rate":0.5},{"rate":"0.25"}],"a.b":3,"none":null,"yes":true,"big":1e999},"n-1":7}""";

    [Theory]
    [InlineData("{.data.items[0].rate}", 0.5)]
    [InlineData(".data.items[1].rate", 0.25)]
    [InlineData("$.data.items[-1].rate", 0.25)]
    [InlineData("{$.data['a.b']}", 3)]
    [InlineData("data[\"a.b\"]", 3)]
    [InlineData("{ .n-1 }", 7)]
    public void It_finds_the_number(string path, double number) => Assert.Equal(number, JsonPath.Number(Parse(Document), path));

    [Theory]
    [InlineData("12.5", null)]
    [InlineData("12.5", "")]
    [InlineData("12.5", "{.}")]
    [InlineData("\"12.5\"", "$")]
    public void Without_a_path_it_is_the_whole_document(string document, string? path) => Assert.Equal(12.5, JsonPath.Number(Parse(document), path));

    [Theory]
    [InlineData("{.data.missing}", ".data has no field missing")]
    [InlineData("{.data.items}", ".data.items is a list and no number: let jsonPath lead to one")]
    [InlineData("{.data.none}", ".data.none is null and no number: let jsonPath lead to one")]
    [InlineData("{.data.yes}", ".data.yes is true or false and no number: let jsonPath lead to one")]
    [InlineData("{.data.big}", ".data.big is a number too large and no number: let jsonPath lead to one")]
    [InlineData("{.data.items[2].rate}", ".data.items has 2 items, and so no [2]")]
    [InlineData("{.data.items.rate}", ".data.items is a list and has no fields, so it has no rate")]
    [InlineData("{.data[0]}", ".data is an object and no list, so it has no [0]")]
    [InlineData("{.data.items[*].rate}", "jsonPath {.data.items[*].rate} cannot be read: write names and numbers such as {.data.items[0].rate}; filters, wildcards and functions are not known here")]
    [InlineData("{..rate}", "jsonPath {..rate} cannot be read: write names and numbers such as {.data.items[0].rate}; filters, wildcards and functions are not known here")]
    public void What_is_no_number_is_told_in_a_sentence(string path, string words) =>
        Assert.Equal(words, Assert.Throws<MetricException>(() => JsonPath.Number(Parse(Document), path)).Message);

    private static JsonElement Parse(string text) => JsonDocument.Parse(text).RootElement.Clone();
}
