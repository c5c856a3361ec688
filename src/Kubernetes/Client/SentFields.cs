using System.Text.Json;
using Kubernetes.Models;

namespace Kubernetes.Client;

/// <summary>Tells whether an object is what we asked for: it has every field that we sent, whatever the server has added.</summary>
internal static class SentFields
{
    public static bool StandIn(JsonElement stored, ReadOnlyMemory<byte> sent)
    {
        using var body = JsonDocument.Parse(sent, new JsonDocumentOptions { MaxDepth = JsonDepth.Most });
        return Stands(body.RootElement, stored);
    }

    private static bool Stands(JsonElement sent, JsonElement stored)
    {
        if (sent.ValueKind != stored.ValueKind) return false;
        return sent.ValueKind switch
        {
            JsonValueKind.Object => sent.EnumerateObject().All(field => stored.TryGetProperty(field.Name, out var value) && Stands(field.Value, value)),
            JsonValueKind.Array => sent.GetArrayLength() == stored.GetArrayLength() && sent.EnumerateArray().Zip(stored.EnumerateArray()).All(pair => Stands(pair.First, pair.Second)),
            _ => JsonElement.DeepEquals(sent, stored),
        };
    }
}
