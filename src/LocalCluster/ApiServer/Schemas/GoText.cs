using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.Schemas;

/// <summary>Values as the server's messages show them: Go's %q, %v and encoding/json.</summary>
internal static class GoText
{
    /// <summary>A value in an error: strings quoted, numbers and bools plain, the rest as JSON.</summary>
    public static string Show(object? value) => value switch
    {
        null => "null",
        string text => Quote(text),
        bool flag => flag ? "true" : "false",
        double number => GoFloat.Format(number),
        long or int => Convert.ToInt64(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
        JsonValue scalar => Scalar(scalar),
        JsonNode node => Json(node),
        _ => value.ToString() ?? "",
    };

    /// <summary>%v of a decoded value: strings bare, maps and slices as Go prints them.</summary>
    public static string Loose(JsonNode? node) => node switch
    {
        null => "<nil>",
        JsonObject obj => $"map[{string.Join(' ', obj.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}:{Loose(p.Value)}"))}]",
        JsonArray array => $"[{string.Join(' ', array.Select(Loose))}]",
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => Show(node),
    };

    /// <summary>%#v of a decoded value.</summary>
    public static string Syntax(JsonNode? node) => node switch
    {
        null => "interface {}(nil)",
        JsonObject obj => $"map[string]interface {{}}{{{string.Join(", ", obj.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{Quote(p.Key)}:{Syntax(p.Value)}"))}}}",
        JsonArray array => $"[]interface {{}}{{{string.Join(", ", array.Select(Syntax))}}}",
        _ => Show(node),
    };

    /// <summary>%T of a decoded value.</summary>
    public static string TypeName(JsonNode? node) => TypeRules.TypeOf(node) switch
    {
        "null" => "<nil>",
        "integer" => "int64",
        "number" => "float64",
        "boolean" => "bool",
        "array" => "[]interface {}",
        "object" => "map[string]interface {}",
        var other => other,
    };

    /// <summary>%q.</summary>
    public static string Quote(string text)
    {
        var builder = new StringBuilder(text.Length + 2).Append('"');
        foreach (var rune in text.EnumerateRunes())
            AppendQuoted(builder, rune);
        return builder.Append('"').ToString();
    }

    /// <summary>encoding/json: keys sorted, no spaces, &lt; &gt; &amp; escaped.</summary>
    public static string Json(JsonNode? node)
    {
        var builder = new StringBuilder();
        AppendJson(builder, node);
        return builder.ToString();
    }

    private static string Scalar(JsonValue scalar) => scalar.GetValueKind() switch
    {
        JsonValueKind.String => Quote(scalar.GetValue<string>()),
        JsonValueKind.Number => JsonNumbers.TryWhole(scalar, out var whole)
            ? whole.ToString(CultureInfo.InvariantCulture)
            : GoFloat.Format(JsonNumbers.Double(scalar)),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => "null",
    };

    private static void AppendQuoted(StringBuilder builder, Rune rune)
    {
        _ = rune.Value switch
        {
            '"' => builder.Append("\\\""),
            '\\' => builder.Append("\\\\"),
            '\a' => builder.Append("\\a"),
            '\b' => builder.Append("\\b"),
            '\f' => builder.Append("\\f"),
            '\n' => builder.Append("\\n"),
            '\r' => builder.Append("\\r"),
            '\t' => builder.Append("\\t"),
            '\v' => builder.Append("\\v"),
            < ' ' or 0x7f => builder.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}"),
            _ when IsPrintable(rune) => builder.Append(rune),
            < 0x10000 => builder.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}"),
            _ => builder.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}"),
        };
    }

    /// <summary>unicode.IsPrint.</summary>
    public static bool IsPrintable(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    private static void AppendJson(StringBuilder builder, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject obj:
                AppendList(builder, '{', obj.OrderBy(p => p.Key, StringComparer.Ordinal), AppendMember, '}');
                break;
            case JsonArray array:
                AppendList(builder, '[', array, AppendJson, ']');
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                AppendString(builder, value.GetValue<string>());
                break;
            case JsonValue value when JsonNumbers.IsNumber(value) && !JsonNumbers.TryWhole(value, out _):
                builder.Append(GoFloat.Json(JsonNumbers.Double(value)));
                break;
            case JsonValue value:
                builder.Append(Scalar(value));
                break;
            default:
                builder.Append("null");
                break;
        }
    }

    private static void AppendMember(StringBuilder builder, KeyValuePair<string, JsonNode?> member)
    {
        AppendString(builder, member.Key);
        AppendJson(builder.Append(':'), member.Value);
    }

    private static void AppendList<T>(StringBuilder builder, char open, IEnumerable<T> items, Action<StringBuilder, T> append, char close)
    {
        builder.Append(open);
        var first = true;
        foreach (var item in items)
        {
            if (!first)
                builder.Append(',');
            append(builder, item);
            first = false;
        }

        builder.Append(close);
    }

    private static void AppendString(StringBuilder builder, string text)
    {
        builder.Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' or '\\' => builder.Append('\\').Append(c),
                '\n' => builder.Append("\\n"),
                '\r' => builder.Append("\\r"),
                '\t' => builder.Append("\\t"),
                '\b' => builder.Append("\\b"),
                '\f' => builder.Append("\\f"),
                < ' ' or '<' or '>' or '&' or '\u2028' or '\u2029' => builder.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => builder.Append(c),
            };
        }

        builder.Append('"');
    }
}
