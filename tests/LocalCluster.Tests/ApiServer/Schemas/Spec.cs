using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.Tests.ApiServer.Schemas;

/// <summary>Custom objects whose <c>spec</c> has a schema.</summary>
internal static class Spec
{
    public static Schema Schema(string spec) => SchemaReader.Read(SchemaJson(spec));

    public static JsonObject SchemaJson(string spec) => Json.Object(Field("spec", spec));

    /// <summary>The schema of an object with one field.</summary>
    public static string Field(string name, string schema) => "{\"type\":\"object\",\"properties\":{\"" + name + "\":" + schema + "}}";

    public static JsonObject Holding(string spec) =>
        Json.Object($$"""{"apiVersion":"example.com/v1","kind":"Widget","metadata":{"name":"one"},"spec":{{spec}}}""");

    public static string[] Errors(string schema, string spec, string? old = null) =>
        [.. Found(schema, spec, old).Select(error => error.ToString())];

    public static IReadOnlyList<FieldError> Found(string schema, string spec, string? old = null) =>
        Validation.Validate(Holding(spec), old is null ? null : Holding(old), Schema(schema));
}
