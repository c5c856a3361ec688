using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Cel;
using LocalCluster.ApiServer.Cel.Checking;
using LocalCluster.ApiServer.Cel.Costs;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.Tests.ApiServer.Cel;

/// <summary>
/// What rules may cost. The numbers are those of the server's own estimates, without and with a bound in the schema (TestCostEstimation in
/// k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel).
/// </summary>
public sealed class CostTests
{
    private const string Numbers = """{"type":"array","items":{"type":"number"}BOUND}""";
    private const string Texts = """{"type":"array","items":{"type":"string"}BOUND}""";
    private const string Objects = """{"type":"array","items":{"type":"object","required":["required"],"properties":{"required":{"type":"string"},"optional":{"type":"string"}}}BOUND}""";
    private const string Nested = """{"type":"array","items":{"type":"array","items":{"type":"number"}}BOUND}""";
    private const string Maps = """{"type":"array","items":{"type":"object","additionalProperties":{"type":"number"}}BOUND}""";

    [Theory]
    [InlineData(Numbers, "self.all(x, true)", 4718591, 10, 32)]
    [InlineData(Texts, "self.all(x, true)", 3145727, 20, 62)]
    [InlineData("""{"type":"array","items":{"type":"boolean"}BOUND}""", "self.all(x, true)", 1887437, 5, 17)]
    [InlineData("""{"type":"array","items":{"type":"string","format":"duration"}BOUND}""", "self.all(x, true)", 2359295, 5, 17)]
    [InlineData("""{"type":"array","items":{"type":"string","format":"date"}BOUND}""", "self.all(x, true)", 725936, 15, 47)]
    [InlineData("""{"type":"array","items":{"type":"string","format":"date-time"}BOUND}""", "self.all(x, true)", 428963, 25, 77)]
    [InlineData("""{"type":"array","items":{"x-kubernetes-int-or-string":true}BOUND}""", "self.all(x, true)", 4718591, 10, 32)]
    [InlineData("""{"type":"array","items":{"x-kubernetes-int-or-string":true}BOUND}""", "self[0] == 5", 3, 10, 3)]
    [InlineData(Nested, "self.all(x, true)", 3145727, 100, 302)]
    [InlineData(Nested, "self[0][0] == -1.0", 3, 51, 3)]
    [InlineData(Objects, "self.all(x, true)", 555128, 50, 152)]
    [InlineData(Objects, "self[0] == null", 2, 422, 2)]
    [InlineData(Maps, "self.all(x, x.y == 25.2)", 6291452, 12, 74)]
    [InlineData(Maps, "self[0].x > 2.0", 4, 3000, 4)]
    [InlineData(Numbers, "self[1] == 0.0", 2, 5000, 2)]
    [InlineData(Texts, "self[1] == self[1]", 314577, 8, 314577)]
    [InlineData(Numbers, "self.all(x, x == 0.0)", 6291454, 6291456, 25165826)]
    [InlineData("""{"type":"array","items":{"type":"string","format":"duration"}BOUND}""", "self[0].getHours() == 2", 4, 525, 4)]
    public void Of_a_list(string schema, string rule, ulong free, long bound, ulong bounded) => Costs(schema, "maxItems", rule, free, bound, bounded);

    [Theory]
    [InlineData("self.all(x, self.all(y, true))", 10, 352)]
    [InlineData("self.all(x, self.all(y, self.all(z, true)))", 10, 3552)]
    public void Of_a_list_that_is_gone_through_for_each_of_its_items(string rule, long bound, ulong bounded)
    {
        Assert.True(CostOf(Numbers.Replace("BOUND", "", StringComparison.Ordinal), rule) > 10_000_000);
        Assert.Equal(bounded, CostOf(Numbers.Replace("BOUND", $",\"maxItems\":{bound}", StringComparison.Ordinal), rule));
    }

    [Theory]
    [InlineData("""{"type":"number"}""", "self.all(x, true)", 1348169, 10, 32)]
    [InlineData("""{"type":"string"}""", "self.all(x, true)", 1179647, 3, 11)]
    [InlineData("""{"type":"boolean"}""", "self.all(x, true)", 943718, 100, 302)]
    [InlineData("""{"type":"string","format":"duration"}""", "self.all(x, true)", 1048577, 5, 17)]
    [InlineData("""{"type":"string","format":"date-time"}""", "self['a'] == self['b']", 8, 7, 8)]
    [InlineData("""{"type":"number"}""", "self['x'] == 0.0", 2, 0, 2)]
    [InlineData("""{"type":"integer"}""", "oldSelf.size() == self.size()", 5, 10, 5)]
    public void Of_a_map(string values, string rule, ulong free, long bound, ulong bounded) =>
        Costs($"{{\"type\":\"object\",\"additionalProperties\":{values}BOUND}}", "maxProperties", rule, free, bound, bounded);

    [Theory]
    [InlineData("self.contains('test')", 314574, 10, 5)]
    [InlineData("self.startsWith('test')", 2, 15, 2)]
    [InlineData("size(self + \"hello\") > size(\"hello\")", 314578, 4, 7)]
    [InlineData("self.matches(\"x\")", 314574, 50, 22)]
    [InlineData("self.matches(\"\")", 1, 100, 1)]
    [InlineData("\"\".matches(\"(((((((((())))))))))[0-9]\")", 7, 10, 7)]
    [InlineData("self == \"x\"", 2, 0, 1)]
    [InlineData("self.find('[0-9]+') == ''", 629147, 10, 11)]
    [InlineData("self.lowerAscii() == 'lower!'", 314575, 10, 6)]
    public void Of_a_text(string rule, ulong free, long bound, ulong bounded) => Costs("""{"type":"string"BOUND}""", "maxLength", rule, free, bound, bounded);

    [Theory]
    [InlineData("""{"type":"array","items":{"type":"string"BOUND}BOUNDS}""", "self.join(' ') == 'aa bb'", 329853068905, 10, 43)]
    [InlineData("""{"type":"array","items":{"type":"string"BOUND}BOUNDS}""", "self.isSorted() == true", 329854432052, 10, 52)]
    [InlineData("""{"type":"object","properties":{"str":{"type":"string"BOUND},"before":{"type":"string","maxLength":2},"after":{"type":"string","maxLength":4}}}""",
        "self.str.replace(self.before, self.after) == 'does not matter'", 629154, 4, 12)]
    [InlineData("""{"type":"object","properties":{"str":{"type":"string"BOUND},"separator":{"type":"string"BOUND}}}""", "self.str.split(self.separator) == []", 629160, 10, 22)]
    [InlineData("""{"x-kubernetes-int-or-string":true BOUND}""", "isQuantity(self)", 314574, 20, 9)]
    public void Of_what_holds_texts(string schema, string rule, ulong free, long bound, ulong bounded)
    {
        Costs(schema.Replace("BOUNDS", "", StringComparison.Ordinal), "maxLength", rule, free);
        Assert.Equal(bounded, CostOf(schema.Replace("BOUNDS", $",\"maxItems\":{bound}", StringComparison.Ordinal).Replace("BOUND", $",\"maxLength\":{bound}", StringComparison.Ordinal), rule));
    }

    [Fact]
    public void A_rule_that_costs_too_much_is_refused_and_so_is_what_all_cost_together()
    {
        const string Hint = "(try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared)";

        Assert.Equal(
            [
                "schema.properties[a].x-kubernetes-validations[0].rule: Forbidden: estimated rule cost exceeds budget by factor of more than 100x " + Hint,
                "schema.properties[a].x-kubernetes-validations[0].rule: Forbidden: contributed to estimated rule cost total exceeding cost limit for entire OpenAPIv3 schema",
                "schema: Forbidden: x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema exceeds budget by factor of more than 100x " + Hint,
            ],
            Complaints("self.all(x, self.all(y, x == y))", ""));
        Assert.Empty(Complaints("self.all(x, self.all(y, x == y))", ",\"maxItems\":100"));
        Assert.Equal(
            ["schema.properties[a].x-kubernetes-validations[0].rule: Forbidden: estimated rule cost exceeds budget by factor of 1.000405x " + Hint],
            Complaints("self.all(x, self.all(y, x == y))", ",\"maxItems\":1414"));
    }

    [Fact]
    public void A_rule_on_what_there_are_many_of_costs_that_many_times()
    {
        const string Inner = """{"type":"object","properties":{"a":{"type":"array"OUTER,"items":{"type":"string","maxLength":1000,"x-kubernetes-validations":[{"rule":"self.contains('abcdefghij')"}]} } } }""";

        Assert.Empty(StructuralSchemaCheck.Check(JsonNode.Parse(Inner.Replace("OUTER", ",\"maxItems\":10", StringComparison.Ordinal))!.AsObject(), "schema"));
        Assert.StartsWith(
            "schema.properties[a].items.x-kubernetes-validations[0].rule: Forbidden: estimated rule cost exceeds budget by factor of",
            StructuralSchemaCheck.Check(JsonNode.Parse(Inner.Replace("OUTER", "", StringComparison.Ordinal))!.AsObject(), "schema")[0].ToString(), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Complaints(string rule, string bound)
    {
        var schema = $"{{\"type\":\"object\",\"properties\":{{\"a\":{{\"type\":\"array\",\"items\":{{\"type\":\"integer\"}}{bound},\"x-kubernetes-validations\":[{{\"rule\":\"{rule}\"}}]}}}}}}";
        return StructuralSchemaCheck.Check(JsonNode.Parse(schema)!.AsObject(), "schema").Select(error => error.ToString());
    }

    private static void Costs(string schema, string keyword, string rule, ulong free, long bound, ulong bounded)
    {
        Costs(schema, keyword, rule, free);
        Assert.Equal(bounded, CostOf(schema.Replace("BOUND", $",\"{keyword}\":{bound}", StringComparison.Ordinal), rule));
    }

    private static void Costs(string schema, string keyword, string rule, ulong free) =>
        Assert.Equal((keyword, free), (keyword, CostOf(schema.Replace("BOUND", "", StringComparison.Ordinal), rule)));

    private static ulong CostOf(string json, string rule)
    {
        var schema = SchemaReader.Read(JsonNode.Parse(json)!.AsObject());
        var compiled = CelCompiler.Compile(rule, SchemaTypes.Of(schema, isRoot: false)!, optionalOldSelf: false, CelType.Bool);
        Assert.Null(compiled.Complaint);
        return compiled.Cost!(DataSize.Of(schema, isResource: false)!).Max;
    }
}
