using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace LocalCluster.GoValues;

/// <summary>
/// Prints a JSON value as Go would print the value of that type with <c>%#v</c> of go-spew: every field with its name and type, also those
/// that are not set. The hash in the name of a ReplicaSet is taken of this text.
/// </summary>
internal sealed class GoPrinter(GoTypeTable types)
{
    private readonly StringBuilder _text = new();

    public static string Print(JsonNode? value, string type)
    {
        var printer = new GoPrinter(GoTypeTable.Instance);
        printer.Typed(value, type);
        return printer._text.ToString();
    }

    private void Typed(JsonNode? value, string type)
    {
        _text.Append('(').Append(type).Append(')');
        if (type[0] != '*') Bare(value, type);
        else if (value is null) _text.Append("<nil>");
        else Bare(value, type[1..]);
    }

    /// <summary>Without its type in front: an item of a list or a map, and what a pointer points to.</summary>
    private void Bare(JsonNode? value, string type)
    {
        if (type == "v1.Time") _text.Append("{Time:(time.Time){wall:(uint64)0 ext:(int64)0 loc:(*time.Location)<nil>}}");
        else if (type == "intstr.IntOrString") IntOrString(value);
        else if (type == "resource.Quantity") _text.Append(GoQuantity.Print(value?.ToString() ?? "0"));
        else if (types.FieldsOf(type) is { } fields) Struct(value as JsonObject, fields);
        else Plain(value, types.Underlying(type));
    }

    private void Struct(JsonObject? value, IReadOnlyList<GoField> fields) =>
        Joined('{', fields, field => Field(field, field.Wire is null ? value : value?[field.Wire]), '}');

    private void Field(GoField field, JsonNode? value)
    {
        _text.Append(field.Name).Append(':');
        Typed(value, field.Type);
    }

    private void Plain(JsonNode? value, string type)
    {
        if (type.StartsWith("[]", StringComparison.Ordinal)) List(value as JsonArray, type[2..]);
        else if (type.StartsWith("map[", StringComparison.Ordinal)) Map(value as JsonObject, type[(type.IndexOf(']', StringComparison.Ordinal) + 1)..]);
        else if (type is "bool") _text.Append(value is JsonValue flag && flag.GetValue<bool>() ? "true" : "false");
        else if (type is "string") _text.Append(value?.ToString());
        else _text.Append(value?.ToString() ?? "0");
    }

    private void List(JsonArray? items, string type)
    {
        if (items is null) _text.Append("<nil>");
        else Joined('[', items, item => Bare(item, type), ']');
    }

    private void Map(JsonObject? members, string type)
    {
        if (members is null)
        {
            _text.Append("<nil>");
            return;
        }

        _text.Append("map");
        Joined('[', members.OrderBy(member => member.Key, StringComparer.Ordinal), member => Member(member.Key, member.Value, type), ']');
    }

    private void Member(string key, JsonNode? value, string type)
    {
        _text.Append(key).Append(':');
        Bare(value, type);
    }

    private void IntOrString(JsonNode? value)
    {
        var isText = value?.GetValueKind() == System.Text.Json.JsonValueKind.String;
        var number = isText ? "0" : value?.ToString() ?? "0";
        _text.Append(CultureInfo.InvariantCulture, $"{{Type:(intstr.Type){(isText ? 1 : 0)} IntVal:(int32){number} StrVal:(string){(isText ? value!.ToString() : "")}}}");
    }

    private void Joined<T>(char begin, IEnumerable<T> parts, Action<T> write, char end)
    {
        _text.Append(begin);
        var first = true;
        foreach (var part in parts)
        {
            if (!first) _text.Append(' ');
            first = false;
            write(part);
        }

        _text.Append(end);
    }
}
