using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Cel.Values;

/// <summary>JSON as values of the types that its schema gives it. What does not fit becomes an error.</summary>
internal static class CelData
{
    public static object From(JsonNode? node, Schema schema, bool isRoot = false)
    {
        if (node is null)
            return schema.Nullable ? CelNull.Value : new CelError("invalid data, got null for schema with nullable=false");
        if (schema.IntOrString)
            return OfIntOrString(node);
        return (schema.Type, node) switch
        {
            ("object", JsonObject json) => new JsonMap(json, schema, isRoot || schema.EmbeddedResource),
            ("array", JsonArray items) when schema.Items is not null => new JsonList(items, schema),
            ("string", JsonValue value) when value.GetValueKind() == JsonValueKind.String => OfText(value.GetValue<string>(), schema.Format),
            ("boolean", JsonValue value) when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False => CelBool.Of(value.GetValue<bool>()),
            ("number", JsonValue) when JsonNumbers.IsNumber(node) => JsonNumbers.Double(node),
            ("integer", JsonValue) when JsonNumbers.TryWhole(node, out var whole) => whole,
            (null, _) when schema.PreserveUnknownFields => new PreservedJson(node),
            _ => new CelError($"invalid data, expected {Wanted(schema.Type)}, got {GoText.TypeName(node)}"),
        };
    }

    private static object OfIntOrString(JsonNode node)
    {
        if (JsonNumbers.TryWhole(node, out var whole))
            return whole;
        return node.GetValueKind() == JsonValueKind.String
            ? node.GetValue<string>()
            : new CelError("invalid data, expected XIntOrString value to be either a string or integer");
    }

    private static object OfText(string text, string? format) => format switch
    {
        "duration" => GoDuration.TryParse(text, out var nanoseconds) ? new CelDuration(nanoseconds) : new CelError($"Invalid duration {text}"),
        "date" => CelTime.ParseDate(text) ?? (object)new CelError($"Invalid date formatted string {text}"),
        "date-time" => CelTime.Parse(text) ?? (object)new CelError($"Invalid date-time formatted string {text}"),
        "byte" => CelBytes.FromBase64(text) ?? (object)new CelError($"Invalid byte formatted string {text}"),
        _ => text,
    };

    private static string Wanted(string? type) => type switch
    {
        "number" => "float",
        "integer" => "int",
        "boolean" => "bool",
        null => "a typed value",
        _ => type,
    };
}
