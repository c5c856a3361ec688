using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.Negotiation;

/// <summary>A body as JSON, whatever it was written in.</summary>
internal static class BodyFormat
{
    /// <exception cref="MalformedBodyException">It is neither JSON nor YAML; the message is Go's.</exception>
    public static JsonNode? Parse(RequestBody body) => body.IsYaml && !LooksLikeJson(body.Bytes.Span)
        ? YamlText.Parse(body.Bytes.Span)
        : ParseJson(body.Bytes.Span);

    /// <exception cref="MalformedBodyException">It is not JSON; the message is Go's.</exception>
    public static JsonNode? ParseJson(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonNode.Parse(json);
        }
        catch (JsonException)
        {
            throw new MalformedBodyException(GoJsonSyntax.Error(json) ?? "invalid character in JSON");
        }
    }

    private static bool LooksLikeJson(ReadOnlySpan<byte> text)
    {
        var trimmed = text.TrimStart(" \t\r\n"u8);
        return trimmed.Length > 0 && trimmed[0] is (byte)'{';
    }
}
