using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.Tests.ApiServer.Schemas;

/// <summary>What a definition's schema may not be, in the server's words. Paths are those below the root of the schema.</summary>
public sealed class StructuralSchemaTests
{
    private const string Root = "schema";
    private const string X = "schema.properties[spec].properties[x]";

    [Theory]
    [InlineData("""{"type":"object"}""")]
    [InlineData("""{"type":"object","x-kubernetes-preserve-unknown-fields":true}""")]
    [InlineData("""{"type":"object","properties":{"metadata":{"type":"object","properties":{"name":{"type":"string","maxLength":9}}}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"x-kubernetes-int-or-string":true,"anyOf":[{"type":"integer"},{"type":"string"}]}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"integer","default":3}},"anyOf":[{"required":["a"]},{"properties":{"a":{"minimum":2}}}]}""")]
    public void A_structural_schema_is_accepted(string schema) => Assert.Empty(StructuralSchemaCheck.Check(Json.Object(schema), Root));

    [Fact]
    public void Every_field_needs_a_type() =>
        Assert.Equal([$"{X}.type: Required value: must not be empty for specified object fields"], Of("{}"));

    [Fact]
    public void Items_need_one_too() =>
        Assert.Equal([$"{X}.items.type: Required value: must not be empty for specified array items"], Of("""{"type":"array","items":{}}"""));

    [Fact]
    public void A_list_needs_its_items() => Assert.Equal([$"{X}.items: Required value: must be specified"], Of("""{"type":"array"}"""));

    [Theory]
    [InlineData("{}", "schema.type: Required value: must not be empty at the root")]
    [InlineData("""{"type":"string"}""", "schema.type: Invalid value: \"string\": must be object at the root")]
    [InlineData("""{"type":"object","nullable":true}""", "schema.nullable: Forbidden: nullable cannot be true at the root")]
    [InlineData("""{"type":"object","additionalProperties":{"type":"string"}}""", "schema.additionalProperties: Forbidden: must not be used at the root")]
    public void The_root_is_an_object(string schema, string complaint) => Assert.Equal([complaint], AtRoot(schema));

    [Fact]
    public void A_type_is_one_of_six() =>
        Assert.Contains(
            $"{X}.type: Unsupported value: \"date\": supported values: \"array\", \"boolean\", \"integer\", \"number\", \"object\", \"string\"", Of("""{"type":"date"}"""));

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"additionalProperties":{"type":"string"}}""", ".additionalProperties: Forbidden: additionalProperties and properties are mutual exclusive")]
    [InlineData("""{"type":"array","uniqueItems":true,"items":{"type":"string"}}""", ".uniqueItems: Forbidden: uniqueItems cannot be set to true since the runtime complexity becomes quadratic")]
    [InlineData("""{"type":"array","items":{"type":"string"},"x-kubernetes-list-type":"bag"}""", ".x-kubernetes-list-type: Unsupported value: \"bag\": supported values: \"atomic\", \"set\", \"map\"")]
    [InlineData("""{"type":"object","x-kubernetes-map-type":"loose"}""", ".x-kubernetes-map-type: Unsupported value: \"loose\": supported values: \"atomic\", \"granular\"")]
    [InlineData("""{"type":"string","x-kubernetes-map-type":"atomic"}""", ".type: Invalid value: \"string\": must be object if x-kubernetes-map-type is specified")]
    [InlineData("""{"type":"string","x-kubernetes-list-type":"atomic"}""", ".type: Invalid value: \"string\": must be array if x-kubernetes-list-type is specified")]
    [InlineData("""{"type":"array","items":{"type":"object"},"x-kubernetes-list-type":"map"}""", ".x-kubernetes-list-map-keys: Required value: must not be empty if x-kubernetes-list-type is map")]
    [InlineData("""{"type":"array","items":{"type":"string"},"x-kubernetes-list-map-keys":["a"]}""", ".x-kubernetes-list-type: Required value: must be map if x-kubernetes-list-map-keys is non-empty")]
    [InlineData("""{"type":"array","items":{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]},"x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["b"]}""", ".x-kubernetes-list-map-keys: Invalid value: [\"b\"]: entries must all be names of item properties")]
    [InlineData("""{"type":"array","items":{"type":"object","properties":{"a":{"type":"string"}}},"x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["a"]}""", ".items.properties[a].default: Required value: this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property")]
    [InlineData("""{"type":"array","items":{"type":"string","nullable":true},"x-kubernetes-list-type":"set"}""", ".items.nullable: Forbidden: cannot be nullable when x-kubernetes-list-type is set")]
    [InlineData("""{"type":"array","items":{"type":"object"},"x-kubernetes-list-type":"set"}""", ".items.x-kubernetes-map-type: Invalid value: null: must be atomic as item of a list with x-kubernetes-list-type=set")]
    [InlineData("""{"x-kubernetes-int-or-string":true,"x-kubernetes-preserve-unknown-fields":true}""", ".x-kubernetes-preserve-unknown-fields: Invalid value: true: must be false if x-kubernetes-int-or-string is true")]
    [InlineData("""{"type":"string","x-kubernetes-embedded-resource":true,"x-kubernetes-preserve-unknown-fields":true}""", ".type: Invalid value: \"string\": must be object if x-kubernetes-embedded-resource is true")]
    [InlineData("""{"type":"object","x-kubernetes-embedded-resource":true}""", ".properties: Required value: must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields")]
    [InlineData("""{"type":"string","pattern":"a("}""", ".pattern: Invalid value: \"a(\": must be a valid regular expression, but isn't: error parsing regexp: missing closing ): `a(`")]
    public void What_does_not_fit_together_is_named(string schema, string complaint) => Assert.Contains(X + complaint, Of(schema));

    [Theory]
    [InlineData("anyOf", "type", "\"string\"", "must be empty to be structural")]
    [InlineData("oneOf", "description", "\"x\"", "must be empty to be structural")]
    [InlineData("allOf", "default", "1", "must be undefined to be structural")]
    [InlineData("allOf", "nullable", "true", "must be false to be structural")]
    [InlineData("anyOf", "x-kubernetes-preserve-unknown-fields", "true", "must be false to be structural")]
    public void Combinations_may_not_describe_types(string combination, string keyword, string value, string complaint)
    {
        var schema = new JsonObject { ["type"] = "string", [combination] = new JsonArray(new JsonObject { [keyword] = Json.Node(value) }) };

        Assert.Contains($"{X}.{combination}[0].{keyword}: Forbidden: {complaint}", Of(schema.ToJsonString()));
    }

    [Fact]
    public void What_a_combination_speaks_of_is_described_outside_of_it() =>
        Assert.Contains(
            "schema.properties[b]: Required value: because it is defined in schema.anyOf[0].properties[b]",
            AtRoot("""{"type":"object","properties":{"a":{"type":"string"}},"anyOf":[{"properties":{"b":{"minLength":1}}}]}"""));

    [Theory]
    [InlineData("""{"type":"integer","default":"x"}""", ".default: Invalid value: \"string\": ")]
    [InlineData("""{"type":"integer","minimum":3,"default":1}""", ".default: Invalid value: 1: ")]
    [InlineData("""{"type":"object","default":{"b":1},"properties":{"a":{"type":"integer"}}}""", ".default: Invalid value: {\"b\":1}: must not have unknown fields")]
    public void A_default_obeys_its_schema(string schema, string complaint) =>
        Assert.Contains(Of(schema), error => error.StartsWith(X + complaint, StringComparison.Ordinal));

    [Fact]
    public void A_default_obeys_the_rules_too() =>
        Assert.Single(Of("""{"type":"integer","default":1,"x-kubernetes-validations":[{"rule":"self > 1"}]}"""), error => error.Contains("failed rule: self > 1", StringComparison.Ordinal));

    [Fact]
    public void The_head_of_the_object_may_not_be_described_further() =>
        Assert.Contains(
            "schema.properties[metadata]: Forbidden: must not specify anything other than name and generateName, but metadata is implicitly specified",
            AtRoot("""{"type":"object","properties":{"metadata":{"type":"object","properties":{"labels":{"type":"object"}}}}}"""));

    [Theory]
    [InlineData("apiVersion")]
    [InlineData("kind")]
    public void The_head_of_the_object_is_text(string name) =>
        Assert.Contains(
            $"schema.properties[{name}].type: Invalid value: \"integer\": must be string",
            AtRoot("{\"type\":\"object\",\"properties\":{\"" + name + "\":{\"type\":\"integer\"}}}"));

    [Fact]
    public void A_format_nobody_knows_is_warned_of() =>
        Assert.Equal(
            ["unrecognized format \"colour\""],
            StructuralSchemaCheck.Warnings(Spec.SchemaJson(Spec.Field("x", """{"type":"string","format":"colour"}"""))));

    [Theory]
    [InlineData("""{"rule":" "}""", ".rule: Required value: rule is not specified")]
    [InlineData("""{"rule":"self == 1","message":"a\nb"}""", ".message: Invalid value: \"a\\nb\": must not contain line breaks")]
    [InlineData("""{"rule":"self ==\n1"}""", ".message: Required value: message must be specified if rule contains line breaks")]
    [InlineData("""{"rule":"self == 1","reason":"Bad"}""", ".reason: Unsupported value: \"Bad\": supported values: \"FieldValueDuplicate\", \"FieldValueForbidden\", \"FieldValueInvalid\", \"FieldValueRequired\"")]
    [InlineData("""{"rule":"self == 1","optionalOldSelf":true}""", ".optionalOldSelf: Invalid value: true: may not be set if oldSelf is not used in rule")]
    public void A_rule_is_well_formed(string rule, string complaint) =>
        Assert.Contains($"{X}.x-kubernetes-validations[0]{complaint}", Of($$"""{"type":"integer","x-kubernetes-validations":[{{rule}}]}"""));

    [Fact]
    public void A_rule_of_a_list_that_nobody_can_follow_may_not_look_back() =>
        Assert.Contains(
            $"{X}.items.x-kubernetes-validations[0].rule: Invalid value: \"self == oldSelf\": oldSelf cannot be used on the uncorrelatable portion of the schema within {X}",
            Of("""{"type":"array","items":{"type":"string","x-kubernetes-validations":[{"rule":"self == oldSelf"}]}}"""));

    [Fact]
    public void A_rule_that_cannot_be_evaluated_is_refused_with_the_place()
    {
        var error = Assert.Single(Of("""{"type":"object","properties":{"a":{"type":"integer"}},"x-kubernetes-validations":[{"rule":"self.b > 1"}]}"""));

        Assert.StartsWith($"{X}.x-kubernetes-validations[0].rule: Invalid value: {{\"Rule\":\"self.b \\u003e 1\",", error, StringComparison.Ordinal);
        Assert.EndsWith(": compilation failed: ERROR: <input>:1:5: undefined field 'b'\n | self.b > 1\n | ....^", error, StringComparison.Ordinal);
    }

    private static string[] Of(string fieldSchema) => AtRoot(Spec.SchemaJson(Spec.Field("x", fieldSchema)).ToJsonString());

    private static string[] AtRoot(string schema) => [.. StructuralSchemaCheck.Check(Json.Object(schema), Root).Select(error => error.ToString())];
}
