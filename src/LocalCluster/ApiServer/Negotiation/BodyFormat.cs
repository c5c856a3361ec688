using System.Text.Json;
using System.Text.Json.Nodes;
using Kubernetes.Models;
using LocalCluster.ApiServer.Negotiation.Protobuf;

namespace LocalCluster.ApiServer.Negotiation;

/// <summary>A body as JSON, whatever it was written in.</summary>
internal static class BodyFormat
{
    private static readonly JsonDocumentOptions EachFieldOnce = new() { MaxDepth = JsonDepth.Most, AllowDuplicateProperties = false };

    /// <exception cref="MalformedBodyException">It is not what it claims to be; the message is Go's.</exception>
    public static JsonNode? Parse(RequestBody body) => Parse(body, new StrictReading());

    /// <exception cref="MalformedBodyException">It is not what it claims to be; the message is Go's.</exception>
    public static JsonNode? Parse(RequestBody body, StrictReading reading)
    {
        if (body.MediaType == ProtobufBody.MediaType) return ProtobufBody.Read(body.Bytes.Span);
        return body.IsYaml && !LooksLikeJson(body.Bytes.Span)
            ? YamlText.Parse(body.Bytes.Span, reading)
            : ParseJson(body.Bytes.Span, reading);
    }

    /// <exception cref="MalformedBodyException">It is not JSON; the message is Go's.</exception>
    public static JsonNode? ParseJson(ReadOnlySpan<byte> json) => ParseJson(json, new StrictReading());

    /// <exception cref="MalformedBodyException">It is not JSON; the message is Go's.</exception>
    public static JsonNode? ParseJson(ReadOnlySpan<byte> json, StrictReading reading)
    {
        try
        {
            return JsonNode.Parse(json, documentOptions: EachFieldOnce);
        }
        catch (JsonException)
        {
            return GoJsonSyntax.Error(json) is { } wrong ? throw new MalformedBodyException(wrong) : RepeatedFields.Read(json, reading);
        }
    }

    private static bool LooksLikeJson(ReadOnlySpan<byte> text)
    {
        var trimmed = text.TrimStart(" \t\r\n"u8);
        return trimmed.Length > 0 && trimmed[0] is (byte)'{';
    }
}
