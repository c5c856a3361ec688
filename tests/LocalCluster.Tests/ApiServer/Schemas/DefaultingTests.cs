using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.Tests.ApiServer.Schemas;

public sealed class DefaultingTests
{
    [Theory]
    [InlineData("{}", """{"size":1,"mode":"Safe"}""")]
    [InlineData("""{"size":5}""", """{"size":5,"mode":"Safe"}""")]
    [InlineData("""{"size":0,"mode":""}""", """{"size":0,"mode":""}""")]
    public void What_is_absent_is_filled_in(string spec, string expected) =>
        Json.Same(expected, Defaulted("""{"type":"object","properties":{"size":{"type":"integer","default":1},"mode":{"type":"string","default":"Safe"}}}""", spec));

    [Fact]
    public void A_default_is_defaulted_further_down() =>
        Json.Same(
            """{"a":{"b":{"c":3}}}""",
            Defaulted(
                """{"type":"object","properties":{"a":{"type":"object","default":{},"properties":{"b":{"type":"object","default":{},"properties":{"c":{"type":"integer","default":3}}}}}}}""",
                "{}"));

    [Fact]
    public void An_absent_object_without_a_default_stays_absent() =>
        Json.Same("{}", Defaulted("""{"type":"object","properties":{"a":{"type":"object","properties":{"b":{"type":"integer","default":3}}}}}""", "{}"));

    [Fact]
    public void Items_and_values_are_defaulted_each() =>
        Json.Same(
            """{"list":[{"port":80},{"port":1}],"map":{"x":{"port":80}}}""",
            Defaulted(
                """
                {"type":"object","properties":{
                 "list":{"type":"array","items":{"type":"object","properties":{"port":{"type":"integer","default":80}}}},
                 "map":{"type":"object","additionalProperties":{"type":"object","properties":{"port":{"type":"integer","default":80}}}}}}
                """,
                """{"list":[{},{"port":1}],"map":{"x":{}}}"""));

    [Fact]
    public void Two_objects_do_not_share_a_default()
    {
        const string Schema = """{"type":"object","properties":{"a":{"type":"object","default":{"x":1},"x-kubernetes-preserve-unknown-fields":true}}}""";
        var first = Defaulted(Schema, "{}");
        var second = Defaulted(Schema, "{}");
        first["a"]!["x"] = 2;

        Json.Same("""{"a":{"x":1}}""", second);
    }

    [Fact]
    public void Defaulting_twice_changes_nothing()
    {
        const string Schema = """{"type":"object","properties":{"a":{"type":"array","default":[{}],"items":{"type":"object","properties":{"b":{"type":"integer","default":3}}}}}}""";
        var once = Defaulted(Schema, "{}");

        Json.Same(once.ToJsonString(), Defaulted(Schema, once.ToJsonString()));
    }

    private static System.Text.Json.Nodes.JsonNode Defaulted(string schema, string spec)
    {
        var obj = Spec.Holding(spec);
        Defaulting.Apply(obj, Spec.Schema(schema));
        return obj["spec"]!;
    }
}
