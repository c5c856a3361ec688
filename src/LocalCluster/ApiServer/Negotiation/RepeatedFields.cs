using System.Text.Json;
using System.Text.Json.Nodes;
using Kubernetes.Models;

namespace LocalCluster.ApiServer.Negotiation;

/// <summary>Reads a JSON text in which fields may stand twice: the last one counts, and the reading remembers the others.</summary>
internal static class RepeatedFields
{
    public static JsonNode? Read(ReadOnlySpan<byte> json, StrictReading reading)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = JsonDepth.Most });
        reader.Read();
        return Value(ref reader, "", reading);
    }

    private static JsonNode? Value(ref Utf8JsonReader reader, string path, StrictReading reading) => reader.TokenType switch
    {
        JsonTokenType.StartObject => Object(ref reader, path, reading),
        JsonTokenType.StartArray => Array(ref reader, path, reading),
        _ => JsonNode.Parse(ref reader),
    };

    private static JsonObject Object(ref Utf8JsonReader reader, string path, StrictReading reading)
    {
        var obj = new JsonObject();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            var below = path.Length == 0 ? name : $"{path}.{name}";
            reading.Meet(below, obj.ContainsKey(name));
            reader.Read();
            obj[name] = Value(ref reader, below, reading);
        }

        return obj;
    }

    private static JsonArray Array(ref Utf8JsonReader reader, string path, StrictReading reading)
    {
        var array = new JsonArray();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            array.Add(Value(ref reader, $"{path}[{array.Count}]", reading));
        return array;
    }
}
