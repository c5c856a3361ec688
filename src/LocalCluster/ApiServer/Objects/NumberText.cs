using System.Text.Json;
using System.Text.Json.Nodes;
using Kubernetes.Models;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Objects;

/// <summary>
/// Numbers of an object as the server writes them back: what was sent as <c>1.0</c> or <c>1e3</c> is kept as a floating point number and
/// comes out as <c>1</c> or <c>1000</c>. A client that reads integers relies on it.
/// </summary>
internal static class NumberText
{
    /// <summary>Whether the text holds a number that the server would not write so.</summary>
    public static bool IsForeign(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = JsonDepth.Most });
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.Number && IsFloating(ref reader)) return true;
        }

        return false;
    }

    /// <summary>The object with its numbers as the server writes them.</summary>
    public static JsonObject Rewrite(JsonObject obj) => (JsonObject)Rewritten(obj)!;

    private static bool IsFloating(ref Utf8JsonReader reader) => reader.ValueSpan.IndexOfAny((byte)'.', (byte)'e', (byte)'E') >= 0 || !reader.TryGetInt64(out _);

    private static JsonNode? Rewritten(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.Select(field => KeyValuePair.Create(field.Key, Rewritten(field.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Rewritten)]),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number && !JsonNumbers.TryWhole(value, out _) && double.IsFinite(JsonNumbers.Double(value)) =>
            JsonNode.Parse(GoFloat.Json(JsonNumbers.Double(value))),
        _ => node?.DeepClone(),
    };
}
