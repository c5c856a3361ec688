using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.Objects;

/// <summary>Reads fields of an object whose shape nobody has promised: what is not there, or of another type, is null.</summary>
internal static class JsonFields
{
    public static JsonObject? Object(this JsonNode? node, params ReadOnlySpan<string> path) => node.At(path) as JsonObject;

    public static JsonArray? Array(this JsonNode? node, params ReadOnlySpan<string> path) => node.At(path) as JsonArray;

    public static string? Text(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    public static bool? Flag(this JsonNode? node, params ReadOnlySpan<string> path) => node.At(path)?.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    public static long? Number(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.GetValueKind() == JsonValueKind.Number ? ToLong(value) : null;

    /// <summary>The objects of a list; items of another type are left out.</summary>
    public static IEnumerable<JsonObject> Items(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonArray array ? array.OfType<JsonObject>() : [];

    public static IEnumerable<string> Texts(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonArray array ? array.Select(item => item.Text()).OfType<string>() : [];

    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (node is not JsonObject obj || !obj.TryGetPropertyValue(name, out node))
                return null;
        }

        return node;
    }

    public static JsonObject ObjectOrNew(this JsonObject obj, string name)
    {
        if (obj[name] is JsonObject found)
            return found;
        var created = new JsonObject();
        obj[name] = created;
        return created;
    }

    /// <summary>Sets a field that is absent or null.</summary>
    public static void SetDefault(this JsonObject obj, string name, JsonNode value)
    {
        if (obj[name] is null)
            obj[name] = value;
    }

    /// <summary>For a field that is no pointer in the server's types: an empty text is an absent one.</summary>
    public static void SetDefaultText(this JsonObject obj, string name, string value)
    {
        if (obj.Text(name) is null or "")
            obj[name] = value;
    }

    private static long? ToLong(JsonValue value)
    {
        if (value.TryGetValue(out long number))
            return number;
        if (value.TryGetValue(out int small))
            return small;
        return value.TryGetValue(out double real) && real % 1 == 0 && Math.Abs(real) < 1e15 ? (long)real : null;
    }
}
