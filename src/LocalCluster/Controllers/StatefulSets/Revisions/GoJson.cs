using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalCluster.Controllers.StatefulSets.Revisions;

/// <summary>
/// Writes JSON exactly as Go's encoding/json writes a map: keys sorted, no white space, and &lt;, &gt;, &amp;, U+2028 and U+2029
/// escaped. A revision's name is a hash of this text, so that a set gets the same revision names as on a real cluster.
/// </summary>
internal static class GoJson
{
    public static string Write(JsonNode? node)
    {
        var text = new StringBuilder();
        Append(text, node);
        return text.ToString();
    }

    private static void Append(StringBuilder text, JsonNode? node)
    {
        switch (node)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject fields:
                AppendObject(text, fields);
                break;
            case JsonArray items:
                AppendArray(text, items);
                break;
            default:
                AppendValue(text, node);
                break;
        }
    }

    private static void AppendObject(StringBuilder text, JsonObject fields)
    {
        text.Append('{');
        var separator = "";
        foreach (var (key, value) in fields.OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            text.Append(separator);
            AppendString(text, key);
            text.Append(':');
            Append(text, value);
            separator = ",";
        }

        text.Append('}');
    }

    private static void AppendArray(StringBuilder text, JsonArray items)
    {
        text.Append('[');
        for (var index = 0; index < items.Count; index++)
        {
            if (index > 0) text.Append(',');
            Append(text, items[index]);
        }

        text.Append(']');
    }

    private static void AppendValue(StringBuilder text, JsonNode value)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.String:
                AppendString(text, value.GetValue<string>());
                break;
            case JsonValueKind.Number:
                AppendNumber(text, value.ToJsonString());
                break;
            default:
                text.Append(value.ToJsonString());
                break;
        }
    }

    /// <summary>Numbers of any JSON text are 64-bit floats to Go; whole ones up to 10^21 are written without an exponent.</summary>
    private static void AppendNumber(StringBuilder text, string written)
    {
        var number = double.Parse(written, NumberStyles.Float, CultureInfo.InvariantCulture);
        var whole = number == Math.Truncate(number) && Math.Abs(number) < 1e21;
        text.Append(number.ToString(whole ? "F0" : "R", CultureInfo.InvariantCulture));
    }

    private static void AppendString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var character in value)
        {
            _ = character switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' or '<' or '>' or '&' or '\u2028' or '\u2029' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => text.Append(character),
            };
        }

        text.Append('"');
    }
}
