using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Operator.Api.Definitions;

/// <summary>Writes JSON as block-style YAML, always in the same way. Texts stand in quotes unless no reader can take them for something else.</summary>
internal static class YamlText
{
    public static string Write(JsonObject document)
    {
        var text = new StringBuilder();
        WriteObject(text, document, 0, false);
        return text.ToString();
    }

    private static void WriteObject(StringBuilder text, JsonObject json, int indent, bool afterDash)
    {
        foreach (var (key, value) in json)
        {
            if (!afterDash) text.Append(' ', indent);
            afterDash = false;
            text.Append(Scalar(key)).Append(':');
            WriteValue(text, value, indent);
        }
    }

    private static void WriteValue(StringBuilder text, JsonNode? value, int indent)
    {
        switch (value)
        {
            case JsonObject { Count: > 0 } json:
                text.Append('\n');
                WriteObject(text, json, indent + 2, false);
                break;
            case JsonArray { Count: > 0 } list:
                text.Append('\n');
                WriteList(text, list, indent);
                break;
            default:
                text.Append(' ').Append(Plain(value)).Append('\n');
                break;
        }
    }

    private static void WriteList(StringBuilder text, JsonArray list, int indent)
    {
        foreach (var item in list)
        {
            text.Append(' ', indent).Append("- ");
            if (item is JsonObject { Count: > 0 } json) WriteObject(text, json, indent + 2, true);
            else text.Append(Plain(item)).Append('\n');
        }
    }

    private static string Plain(JsonNode? value) => value switch
    {
        null => "null",
        JsonObject => "{}",
        JsonArray => "[]",
        _ when value.GetValueKind() == JsonValueKind.String => Scalar(value.GetValue<string>()),
        _ => value.ToJsonString(),
    };

    private static string Scalar(string value) => IsSafe(value) ? value : $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    private static bool IsSafe(string value) =>
        value.Length > 0
        && (char.IsAsciiLetter(value[0]) || value[0] is '.' or '/')
        && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '/' or '-' or '_')
        && value is not ("true" or "false" or "null" or "yes" or "no" or "on" or "off" or "True" or "False" or "y" or "n")
        && !double.TryParse(value, NumberStyles.Any, CultureInfo.InvariantCulture, out _);
}
