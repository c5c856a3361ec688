using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.Negotiation;

/// <summary>JSON to YAML: block style, names sorted, strings quoted (as JSON, which YAML contains) wherever a plain one could be misread.</summary>
internal static class YamlWriter
{
    public static byte[] Write(JsonObject obj)
    {
        var text = new StringBuilder();
        WriteObject(text, obj, 0);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void WriteObject(StringBuilder text, JsonObject obj, int indent)
    {
        foreach (var (name, value) in obj.OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            text.Append(' ', indent).Append(Scalar(name)).Append(':');
            WriteValue(text, value, indent + 2, indent);
        }
    }

    private static void WriteValue(StringBuilder text, JsonNode? value, int objectIndent, int listIndent)
    {
        switch (value)
        {
            case JsonObject { Count: > 0 } obj:
                text.Append('\n');
                WriteObject(text, obj, objectIndent);
                break;
            case JsonArray { Count: > 0 } list:
                text.Append('\n');
                WriteList(text, list, listIndent);
                break;
            default:
                text.Append(' ').Append(Leaf(value)).Append('\n');
                break;
        }
    }

    private static void WriteList(StringBuilder text, JsonArray list, int indent)
    {
        foreach (var item in list)
        {
            if (item is JsonObject { Count: > 0 } obj)
            {
                var start = text.Length;
                WriteObject(text, obj, indent + 2);
                text[start + indent] = '-';
            }
            else
            {
                text.Append(' ', indent).Append('-');
                WriteValue(text, item, indent + 2, indent + 2);
            }
        }
    }

    private static string Leaf(JsonNode? value) => value switch
    {
        null => "null",
        JsonObject => "{}",
        JsonArray => "[]",
        _ when value.GetValueKind() == JsonValueKind.String => Scalar(value.GetValue<string>()),
        _ => value.ToJsonString(),
    };

    private static string Scalar(string text) =>
        IsPlain(text) ? text : JsonSerializer.Serialize(text, YamlText.Relaxed);

    private static bool IsPlain(string text) =>
        text.Length > 0
        && (char.IsAsciiLetter(text[0]) || text[0] is '/' or '_')
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '/' or '_')
        && text.ToLowerInvariant() is not ("y" or "n" or "yes" or "no" or "on" or "off" or "true" or "false" or "null");
}
