using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.Tests.ApiServer.Schemas;

public sealed class ValidationTests
{
    [Theory]
    [InlineData("string", "1", "integer")]
    [InlineData("string", "1.5", "number")]
    [InlineData("integer", "\"x\"", "string")]
    [InlineData("number", "true", "boolean")]
    [InlineData("boolean", "\"true\"", "string")]
    [InlineData("array", "{}", "object")]
    [InlineData("object", "[]", "array")]
    [InlineData("string", "null", "null")]
    public void A_value_of_another_type_is_refused_with_the_name_of_its_type(string type, string value, string actual)
    {
        var error = Assert.Single(Spec.Found(Spec.Field("x", $$"""{"type":"{{type}}"}"""), $$"""{"x":{{value}}}"""));

        Assert.Equal(
            ("FieldValueTypeInvalid", "spec.x", $"Invalid value: \"{actual}\": spec.x in body must be of type {type}: \"{actual}\""),
            (error.Reason, error.Field, error.Message));
    }

    [Fact]
    public void A_fraction_where_a_whole_number_is_wanted_is_complained_of_twice() =>
        Assert.Equal(
            ["spec.x: Invalid value: \"number\": spec.x in body must be of type integer: \"number\"",
             "<nil>: Invalid value: \"\": Checked value must be of type integer (default format) in spec.x"],
            Spec.Errors(Spec.Field("x", """{"type":"integer"}"""), """{"x":1.5}"""));

    [Theory]
    [InlineData("integer", "1.0")]
    [InlineData("number", "3")]
    [InlineData("number", "1e300")]
    [InlineData("string", "\"\"")]
    public void A_value_of_the_type_is_accepted(string type, string value) =>
        Assert.Empty(Spec.Errors(Spec.Field("x", $$"""{"type":"{{type}}"}"""), $$"""{"x":{{value}}}"""));

    [Fact]
    public void A_nullable_field_may_be_null() =>
        Assert.Empty(Spec.Errors("""{"type":"object","properties":{"x":{"type":"string","nullable":true}}}""", """{"x":null}"""));

    [Fact]
    public void Required_fields_are_asked_for_by_their_path()
    {
        var errors = Spec.Found("""{"type":"object","required":["a","b"],"properties":{"a":{"type":"string"},"b":{"type":"string"}}}""", """{"b":"x"}""");

        Assert.Equal([new FieldError("FieldValueRequired", "spec.a", "Required value")], errors);
    }

    [Fact]
    public void A_value_outside_an_enumeration_is_answered_with_the_supported_ones()
    {
        var errors = Spec.Found("""{"type":"object","properties":{"mode":{"type":"string","enum":["Fast","Safe"]}}}""", """{"mode":"Slow"}""");

        Assert.Equal(
            [new FieldError("FieldValueNotSupported", "spec.mode", "Unsupported value: \"Slow\": supported values: \"Fast\", \"Safe\"")], errors);
    }

    [Theory]
    [InlineData("""{"minimum":2}""", "1", "should be greater than or equal to 2")]
    [InlineData("""{"maximum":9}""", "10", "should be less than or equal to 9")]
    [InlineData("""{"minimum":2,"exclusiveMinimum":true}""", "2", "should be greater than 2")]
    [InlineData("""{"maximum":9,"exclusiveMaximum":true}""", "9", "should be less than 9")]
    [InlineData("""{"multipleOf":5}""", "12", "should be a multiple of 5")]
    public void A_number_out_of_bounds_is_refused(string rules, string value, string complaint)
    {
        var schema = Json.Object(rules);
        schema["type"] = "integer";

        Assert.Equal(
            [$"spec.x: Invalid value: {value}: spec.x in body {complaint}"],
            Spec.Errors(Spec.Field("x", schema.ToJsonString()), $$"""{"x":{{value}}}"""));
    }

    [Theory]
    [InlineData("""{"minLength":3}""", "ab", "Invalid value: \"ab\": spec.x in body should be at least 3 chars long")]
    [InlineData("""{"maxLength":3}""", "abcd", "Too long: may not be more than 3 bytes")]
    [InlineData("""{"pattern":"^[a-z]+$"}""", "A1", "Invalid value: \"A1\": spec.x in body should match '^[a-z]+$'")]
    public void A_string_that_breaks_a_rule_is_refused(string rules, string value, string complaint)
    {
        var schema = Json.Object(rules);
        schema["type"] = "string";

        Assert.Equal(
            [$"spec.x: {complaint}"],
            Spec.Errors(Spec.Field("x", schema.ToJsonString()), $$"""{"x":"{{value}}"}"""));
    }

    [Fact]
    public void The_length_of_a_string_is_counted_in_characters_not_in_bytes_or_halves() =>
        Assert.Empty(Spec.Errors("""{"type":"object","properties":{"x":{"type":"string","maxLength":2}}}""", """{"x":"é😀"}"""));

    [Theory]
    [InlineData("""{"maxItems":1}""", "[\"a\",\"b\"]", "Too many: 2: must have at most 1 item")]
    [InlineData("""{"minItems":2}""", "[\"a\"]", "Invalid value: 1: spec.x in body should have at least 2 items")]
    public void A_list_of_a_wrong_length_is_refused(string rules, string value, string complaint)
    {
        var schema = Json.Object(rules);
        schema["type"] = "array";
        schema["items"] = Json.Object("""{"type":"string"}""");

        Assert.Equal([$"spec.x: {complaint}"], Spec.Errors(Spec.Field("x", schema.ToJsonString()), $$"""{"x":{{value}}}"""));
    }

    [Theory]
    [InlineData("""{"maxProperties":1}""", "Too many: 2: must have at most 1 item")]
    [InlineData("""{"minProperties":3}""", "Invalid value: 2: spec.x in body should have at least 3 properties")]
    public void A_map_of_a_wrong_size_is_refused(string rules, string complaint)
    {
        var schema = Json.Object(rules);
        schema["type"] = "object";
        schema["additionalProperties"] = Json.Object("""{"type":"string"}""");

        Assert.Equal(
            [$"spec.x: {complaint}"],
            Spec.Errors(Spec.Field("x", schema.ToJsonString()), """{"x":{"a":"1","b":"2"}}"""));
    }

    [Fact]
    public void Items_and_values_of_maps_are_named_by_index_and_by_member()
    {
        const string Schema = """
            {"type":"object","properties":{
              "list":{"type":"array","items":{"type":"object","properties":{"port":{"type":"integer"}}}},
              "map":{"type":"object","additionalProperties":{"type":"string"}}}}
            """;

        Assert.Equal(
            ["spec.list[1].port: Invalid value: \"string\": spec.list[1].port in body must be of type integer: \"string\"",
             "spec.map.b: Invalid value: \"integer\": spec.map.b in body must be of type string: \"integer\""],
            Spec.Errors(Schema, """{"list":[{"port":1},{"port":"x"}],"map":{"a":"1","b":2}}"""));
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("\"25%\"", true)]
    [InlineData("true", false)]
    public void An_int_or_string_is_either(string value, bool accepted)
    {
        var errors = Spec.Errors("""{"type":"object","properties":{"x":{"x-kubernetes-int-or-string":true}}}""", $$"""{"x":{{value}}}""");

        Assert.Equal(accepted ? [] : ["spec.x: Invalid value: \"boolean\": spec.x in body must be of type integer,string: \"boolean\""], errors);
    }

    [Fact]
    public void Duplicates_in_a_set_are_refused_where_they_stand_again() =>
        Assert.Equal(
            ["spec.x[2]: Duplicate value: \"a\""],
            Spec.Errors(
                """{"type":"object","properties":{"x":{"type":"array","x-kubernetes-list-type":"set","items":{"type":"string"}}}}""",
                """{"x":["a","b","a"]}"""));

    [Fact]
    public void Duplicate_keys_in_a_list_map_are_refused_with_the_keys() =>
        Assert.Equal(
            ["spec.x[1]: Duplicate value: {\"name\":\"a\",\"port\":1}"],
            Spec.Errors(
                """
                {"type":"object","properties":{"x":{"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["name","port"],
                 "items":{"type":"object","required":["name","port"],"properties":{"name":{"type":"string"},"port":{"type":"integer"},"v":{"type":"string"}}}}}}
                """,
                """{"x":[{"name":"a","port":1,"v":"x"},{"name":"a","port":1,"v":"y"},{"name":"a","port":2}]}"""));

    [Fact]
    public void Combinations_say_which_kind_of_them_failed()
    {
        const string Schema = """
            {"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"}},
             "anyOf":[{"required":["a"]},{"required":["b"]}],"not":{"required":["a","b"]}}
            """;

        Assert.Empty(Spec.Errors(Schema, """{"a":"x"}"""));
        Assert.Equal("<nil>: Invalid value: \"\": \"spec\" must validate at least one schema (anyOf)", Spec.Errors(Schema, "{}")[0]);
        Assert.Equal(["<nil>: Invalid value: \"\": \"spec\" must not validate the schema (not)"], Spec.Errors(Schema, """{"a":"x","b":"y"}"""));
    }

    [Theory]
    [InlineData("""{"a":1}""", true)]
    [InlineData("""{"b":1}""", true)]
    [InlineData("""{"a":1,"b":1}""", false)]
    public void One_of_wants_exactly_one(string spec, bool accepted)
    {
        const string Schema = """
            {"type":"object","properties":{"a":{"type":"integer"},"b":{"type":"integer"}},"oneOf":[{"required":["a"]},{"required":["b"]}]}
            """;

        Assert.Equal(
            accepted ? [] : ["<nil>: Invalid value: \"\": \"spec\" must validate one and only one schema (oneOf). Found 2 valid alternatives"],
            Spec.Errors(Schema, spec));
    }

    [Fact]
    public void All_errors_are_found_at_once() =>
        Assert.Equal(
            3,
            Spec.Errors(
                """{"type":"object","required":["name"],"properties":{"name":{"type":"string"},"a":{"type":"integer"},"b":{"type":"integer","minimum":5}}}""",
                """{"a":"x","b":1}""").Length);

    [Fact]
    public void An_embedded_object_needs_a_kind_and_a_version()
    {
        const string Schema = """
            {"type":"object","properties":{"template":{"type":"object","x-kubernetes-embedded-resource":true,"x-kubernetes-preserve-unknown-fields":true}}}
            """;

        Assert.Empty(Spec.Errors(Schema, """{"template":{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"}}}"""));
        var errors = Spec.Errors(Schema, """{"template":{"spec":{}}}""");
        Assert.Contains("spec.template.apiVersion: Required value", errors);
        Assert.Contains("spec.template.kind: Required value", errors);
    }

    [Fact]
    public void A_write_of_the_status_is_checked_in_the_status_alone()
    {
        var schema = SchemaReader.Read(Json.Object(
            """
            {"type":"object","properties":{"spec":{"type":"object","required":["x"],"properties":{"x":{"type":"string"}}},
             "status":{"type":"object","properties":{"n":{"type":"integer"}}}}}
            """));
        var obj = Json.Object("""{"spec":{},"status":{"n":"x"}}""");

        var errors = Validation.Validate(obj, obj, schema, new ValidationScope { StatusOnly = true, Earlier = [] });
        Assert.DoesNotContain(errors, error => error.Field.StartsWith("spec", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"replicas":-1}""", ".spec.replicas: Invalid value: -1: should be a non-negative integer")]
    [InlineData("""{"replicas":2147483648}""", ".spec.replicas: Invalid value: 2147483648: should be less than or equal to 2147483647")]
    public void The_replicas_of_a_scale_have_bounds_of_their_own(string spec, string complaint)
    {
        var scope = new ValidationScope { Scale = new ScalePaths(".spec.replicas", ".status.replicas", null) };

        var errors = Validation.Validate(
            Spec.Holding(spec), null, Spec.Schema("""{"type":"object","properties":{"replicas":{"type":"integer"}}}"""), scope);
        Assert.Equal([complaint], errors.Select(error => error.ToString()));
    }
}
