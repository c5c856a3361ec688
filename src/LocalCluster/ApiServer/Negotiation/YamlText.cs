using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace LocalCluster.ApiServer.Negotiation;

/// <summary>YAML to JSON, with the scalar types that Kubernetes' own reader finds.</summary>
internal static class YamlText
{
    public static JsonSerializerOptions Relaxed { get; } = new(JsonSerializerOptions.Default) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <exception cref="MalformedBodyException">It cannot be read.</exception>
    public static JsonNode? Parse(ReadOnlySpan<byte> yaml, StrictReading reading)
    {
        var events = new Parser(new StringReader(Encoding.UTF8.GetString(yaml)));
        var repeated = new List<string>();
        try
        {
            var node = new YamlReader(events, reading, repeated).Document();
            if (repeated.Count > 0)
                reading.Complain("yaml: unmarshal errors:\n" + string.Join('\n', repeated));
            return node;
        }
        catch (YamlException wrong)
        {
            throw new MalformedBodyException($"error converting YAML to JSON: yaml: {Where(wrong)}{Words(wrong.Message)}");
        }
    }

    public static JsonValue? Scalar(Scalar scalar)
    {
        var text = scalar.Value;
        if (scalar.Style is not (ScalarStyle.Plain or ScalarStyle.Any) || scalar.Tag == "tag:yaml.org,2002:str")
            return JsonValue.Create(text);
        return text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => null,
            "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" => JsonValue.Create(true),
            "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" => JsonValue.Create(false),
            _ => Number(text) ?? JsonValue.Create(text),
        };
    }

    private static JsonValue? Number(string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return JsonValue.Create(whole);
        var looksReal = text.Length > 0 && (char.IsAsciiDigit(text[0]) || text[0] is '-' or '+' or '.') && text.Any(char.IsAsciiDigit);
        return looksReal && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) ? JsonValue.Create(real) : null;
    }

    /// <summary>Of the first line the server says nothing.</summary>
    private static string Where(YamlException wrong) =>
        wrong.Start.Line > 1 ? string.Create(CultureInfo.InvariantCulture, $"line {wrong.Start.Line}: ") : "";

    /// <summary>The server's words for what both parsers refuse.</summary>
    private static string Words(string message) => message switch
    {
        _ when message.Contains("found invalid mapping", StringComparison.Ordinal) || message.Contains("Mapping values", StringComparison.OrdinalIgnoreCase) =>
            "mapping values are not allowed in this context",
        _ when message.Contains("tab character", StringComparison.OrdinalIgnoreCase) || message.Contains("cannot start any token", StringComparison.Ordinal) =>
            "found character that cannot start any token",
        _ when message.Contains("expected ':'", StringComparison.Ordinal) => "could not find expected ':'",
        _ when message.Contains("block mapping", StringComparison.Ordinal) => "did not find expected key",
        _ when message.Contains("end of stream", StringComparison.Ordinal) => "found unexpected end of stream",
        _ => message,
    };
}
