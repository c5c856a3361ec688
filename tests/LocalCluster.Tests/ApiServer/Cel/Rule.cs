using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Cel;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.Tests.ApiServer.Cel;

/// <summary>Rules on the spec of an object with a field of every kind.</summary>
internal static class Rule
{
    private const string Properties = """
        {
          "name":{"type":"string"}, "other":{"type":"string"}, "count":{"type":"integer"}, "ratio":{"type":"number"}, "on":{"type":"boolean"},
          "size":{"x-kubernetes-int-or-string":true},
          "words":{"type":"array","items":{"type":"string"}},
          "numbers":{"type":"array","items":{"type":"integer"}},
          "set":{"type":"array","x-kubernetes-list-type":"set","items":{"type":"string"}},
          "ports":{"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["name"],
            "items":{"type":"object","required":["name"],"properties":{"name":{"type":"string"},"port":{"type":"integer"}}}},
          "labels":{"type":"object","additionalProperties":{"type":"string"}},
          "nested":{"type":"object","properties":{"deep":{"type":"object","properties":{"flag":{"type":"boolean"}}}}},
          "raw":{"type":"object","x-kubernetes-preserve-unknown-fields":true},
          "at":{"type":"string","format":"date-time"}, "for":{"type":"string","format":"duration"}, "bytes":{"type":"string","format":"byte"},
          "maybe":{"type":"string","nullable":true},
          "a-b":{"type":"integer"}, "c.d":{"type":"integer"}, "e/f":{"type":"integer"}, "namespace":{"type":"string"}, "x__y":{"type":"integer"}
        }
        """;

    private const string Sample = """
        {
          "name":"web","count":3,"ratio":1.5,"on":true,"size":"25%","words":["b","a"],"numbers":[3,1,2],"set":["x","y"],
          "ports":[{"name":"http","port":80},{"name":"admin","port":8080}],"labels":{"app":"web","tier":"front"},
          "nested":{"deep":{"flag":true}},"raw":{"n":1,"s":"t"},"at":"2024-02-29T12:30:15.5Z","for":"1h30m","bytes":"aGk=","maybe":null,
          "a-b":1,"c.d":2,"e/f":3,"namespace":"ns","x__y":4
        }
        """;

    /// <summary>The answer of a rule on the sample: null when it holds, else the message.</summary>
    public static string? Answer(string rule) => Failures(rule, Sample).SingleOrDefault()?.Message;

    /// <summary>What the server says of the rule when a definition with it is created; null when it takes it.</summary>
    public static string? Complaint(string rule)
    {
        var errors = StructuralSchemaCheck.Check(Definition(new JsonObject { ["rule"] = rule, ["message"] = "m" }), "schema");
        return errors.Count == 0 ? null : Assert.Single(errors).Message.Split("}: ", 2)[1];
    }

    public static IReadOnlyList<FieldError> Failures(string rule, string spec, string? old = null) =>
        Failures(new JsonObject { ["rule"] = rule }, spec, old);

    public static IReadOnlyList<FieldError> Failures(JsonObject rule, string spec, string? old = null) =>
        Evaluate(Definition(rule), spec, old);

    /// <summary>Of a schema for the whole object.</summary>
    public static IReadOnlyList<FieldError> Evaluate(JsonObject definition, string spec, string? old = null) =>
        CelRules.Compile(SchemaReader.Read(definition)).Evaluate(Holding(spec), old is null ? null : Holding(old));

    private static JsonObject Definition(JsonObject rule) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            ["spec"] = new JsonObject
            {
                ["type"] = "object",
                ["properties"] = JsonNode.Parse(Properties),
                ["x-kubernetes-validations"] = new JsonArray(rule),
            },
        },
    };

    private static JsonObject Holding(string spec) => new()
    {
        ["apiVersion"] = "example.com/v1",
        ["kind"] = "Widget",
        ["metadata"] = new JsonObject { ["name"] = "one" },
        ["spec"] = JsonNode.Parse(spec),
    };
}
