using System.Globalization;
using System.Text.Json.Nodes;

namespace LocalCluster.Tests.Golden;

/// <summary>A dotted pointer into a response: <c>status.conditions[type=Ready].status</c>, <c>items.1</c>, <c>(status)</c> for the HTTP status.</summary>
public static class Pointer
{
    public static JsonNode? Resolve(string pointer, int status, JsonNode? body)
    {
        if (pointer == "(status)") return JsonValue.Create(status);
        return pointer.Split('.').Aggregate(body, Descend);
    }

    private static JsonNode? Descend(JsonNode? node, string segment)
    {
        var bracket = segment.IndexOf('[', StringComparison.Ordinal);
        if (bracket < 0) return Child(node, segment);
        var (key, value) = segment[(bracket + 1)..^1].Split('=') is [var k, var v] ? (k, v) : throw new FormatException($"not a pointer segment: {segment}");
        return (Child(node, segment[..bracket]) as JsonArray)?.FirstOrDefault(item => (string?)item?[key] == value);
    }

    private static JsonNode? Child(JsonNode? node, string name) => node switch
    {
        JsonObject map => map[name],
        JsonArray list when int.TryParse(name, CultureInfo.InvariantCulture, out var index) => index < list.Count ? list[index] : null,
        _ => null,
    };
}
