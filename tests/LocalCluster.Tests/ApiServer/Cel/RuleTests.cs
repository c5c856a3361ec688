using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.Tests.ApiServer.Cel;

/// <summary>When rules are asked, and how their failures are told.</summary>
public sealed class RuleTests
{
    [Fact]
    public void A_failed_rule_without_a_message_is_quoted() =>
        Assert.Equal(
            [new FieldError("FieldValueInvalid", "spec", "Invalid value: failed rule: self.count < 3")], Rule.Failures("self.count < 3", """{"count":3}"""));

    [Fact]
    public void A_message_is_told_instead() =>
        Assert.Equal("Invalid value: too many", Assert.Single(Rule.Failures(Told("self.count < 3", "message", "too many"), """{"count":3}""")).Message);

    [Fact]
    public void A_message_may_be_an_expression()
    {
        var rule = Told("self.count < 3", "messageExpression", "'not ' + string(self.count)");
        rule["message"] = "too many";

        Assert.Equal("Invalid value: not 3", Assert.Single(Rule.Failures(rule, """{"count":3}""")).Message);
    }

    [Theory]
    [InlineData("self.words[9]")]
    [InlineData("' '")]
    [InlineData("'a\\nb'")]
    public void An_expression_that_makes_no_message_leaves_the_plain_one(string expression)
    {
        var rule = Told("self.count < 3", "messageExpression", expression);
        rule["message"] = "too many";

        Assert.Equal("Invalid value: too many", Assert.Single(Rule.Failures(rule, """{"count":3,"words":[]}""")).Message);
    }

    [Theory]
    [InlineData("FieldValueRequired", "Required value: gone")]
    [InlineData("FieldValueForbidden", "Forbidden: gone")]
    [InlineData("FieldValueInvalid", "Invalid value: gone")]
    [InlineData("FieldValueDuplicate", "Duplicate value")]
    public void A_reason_has_words_of_its_own(string reason, string message)
    {
        var rule = Told("has(self.name)", "reason", reason);
        rule["message"] = "gone";

        var failure = Assert.Single(Rule.Failures(rule, "{}"));
        Assert.Equal(reason, failure.Reason);
        Assert.StartsWith(message, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".name", "spec.name")]
    [InlineData(".nested.deep", "spec.nested.deep")]
    [InlineData(".labels['a.b']", "spec.labels[a.b]")]
    public void A_failure_may_point_further_down(string path, string field) =>
        Assert.Equal(field, Assert.Single(Rule.Failures(Told("has(self.name)", "fieldPath", path), "{}")).Field);

    [Fact]
    public void A_rule_that_looks_back_is_asked_on_updates_alone()
    {
        Assert.Empty(Rule.Failures("self.count >= oldSelf.count", """{"count":1}"""));
        Assert.Empty(Rule.Failures("self.count >= oldSelf.count", """{"count":2}""", old: """{"count":1}"""));
        Assert.Single(Rule.Failures("self.count >= oldSelf.count", """{"count":0}""", old: """{"count":1}"""));
    }

    [Fact]
    public void A_rule_may_ask_to_look_back_always()
    {
        var rule = Told("oldSelf.hasValue() ? self.count >= oldSelf.value().count : self.count == 0", "message", "only up, from zero");
        rule["optionalOldSelf"] = true;

        Assert.Empty(Rule.Failures(rule.DeepClone().AsObject(), """{"count":0}"""));
        Assert.Single(Rule.Failures(rule.DeepClone().AsObject(), """{"count":1}"""));
        Assert.Single(Rule.Failures(rule.DeepClone().AsObject(), """{"count":1}""", old: """{"count":2}"""));
    }

    [Fact]
    public void An_item_of_a_list_map_looks_back_by_its_key()
    {
        var schema = Under("""
            {"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["name"],"items":{"type":"object","required":["name"],
             "properties":{"name":{"type":"string"},"port":{"type":"integer","x-kubernetes-validations":[{"rule":"self == oldSelf","message":"fixed"}]}}}}
            """);
        const string Old = """{"x":[{"name":"a","port":1},{"name":"b","port":2}]}""";

        Assert.Empty(Rule.Evaluate(schema, """{"x":[{"name":"new","port":9},{"name":"b","port":2},{"name":"a","port":1}]}""", Old));
        Assert.Equal(
            ["spec.x[0].port: Invalid value: 3: fixed"],
            Rule.Evaluate(schema, """{"x":[{"name":"b","port":3}]}""", Old).Select(failure => failure.ToString()));
    }

    [Fact]
    public void Rules_stand_on_items_values_and_scalars()
    {
        var schema = Under("""
            {"type":"object","additionalProperties":{"type":"array","items":{"type":"string","x-kubernetes-validations":[{"rule":"self != ''","message":"empty"}]}}}
            """);

        Assert.Equal(
            ["spec.x[a][1]: Invalid value: \"\": empty"], Rule.Evaluate(schema, """{"x":{"a":["b",""]}}""").Select(failure => failure.ToString()));
    }

    [Fact]
    public void The_root_knows_its_name_and_nothing_else_of_its_metadata()
    {
        var schema = Json.Object("""{"type":"object","x-kubernetes-validations":[{"rule":"self.metadata.name == 'one' && self.kind == 'Widget'"}]}""");

        Assert.Empty(Rule.Evaluate(schema, "{}"));
        Assert.Empty(StructuralSchemaCheck.Check(schema, "schema"));
        schema["x-kubernetes-validations"]![0]!["rule"] = "self.metadata.labels.size() == 0";
        Assert.Single(StructuralSchemaCheck.Check(schema, "schema"));
    }

    [Fact]
    public void An_unchanged_value_is_not_asked_again()
    {
        Assert.Empty(Rule.Failures("self.count < 3", """{"count":3}""", old: """{"count":3}"""));
        Assert.Single(Rule.Failures("self.count < 3", """{"count":3,"name":"x"}""", old: """{"count":3}"""));
    }

    [Fact]
    public void A_null_field_is_not_asked() =>
        Assert.Empty(Rule.Evaluate(
            Under("""{"type":"string","nullable":true,"x-kubernetes-validations":[{"rule":"self != ''"}]}"""), """{"x":null}"""));

    private static JsonObject Told(string rule, string member, string value) => new() { ["rule"] = rule, [member] = value };

    private static JsonObject Under(string schema) => Json.Object(
        "{\"type\":\"object\",\"properties\":{\"spec\":{\"type\":\"object\",\"properties\":{\"x\":" + schema + "}}}}");
}
