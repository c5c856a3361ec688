using System.Text;
using System.Text.Json.Nodes;

namespace LocalCluster.GoValues;

/// <summary>
/// A JSON value as Go writes the value of that type when the type has no JSON names: one field a line under its Go name, also those that
/// are not set. The server shows differences between two objects in this form.
/// </summary>
internal sealed class GoDump(Func<JsonNode, string> scalar)
{
    private readonly GoTypeTable _types = GoTypeTable.Instance;
    private readonly StringBuilder _text = new();

    public IReadOnlyList<string> Lines(JsonNode? value, string type)
    {
        _text.Clear();
        Write(value, type, 1);
        return _text.ToString().Split('\n');
    }

    private void Write(JsonNode? value, string type, int depth)
    {
        var isPointer = type[0] == '*';
        var bare = isPointer ? type[1..] : type;
        if (isPointer && value is null) _text.Append("null");
        else if (bare is "v1.Time" or "intstr.IntOrString" or "resource.Quantity") _text.Append(value is null ? "null" : scalar(value));
        else if (_types.FieldsOf(bare) is not null) Members(Fields(value as JsonObject, bare), depth);
        else Plain(value, _types.Underlying(bare), depth);
    }

    private void Plain(JsonNode? value, string type, int depth)
    {
        if (type.StartsWith("[]", StringComparison.Ordinal)) Items(value as JsonArray, type[2..], depth);
        else if (type.StartsWith("map[", StringComparison.Ordinal)) Map(value as JsonObject, type[(type.IndexOf(']', StringComparison.Ordinal) + 1)..], depth);
        else if (value is not null) _text.Append(scalar(value));
        else _text.Append(type switch { "string" => "\"\"", "bool" => "false", _ => "0" });
    }

    /// <summary>Embedded structs have no line of their own. The types of meta/v1 have JSON names, and are shown as far as they are set.</summary>
    private IEnumerable<(string Name, JsonNode? Value, string Type)> Fields(JsonObject? value, string type) =>
        _types.FieldsOf(type)!.SelectMany(field => field.Wire is null ? Fields(value, field.Type) : Field(field, value?[field.Wire], type));

    private static IEnumerable<(string Name, JsonNode? Value, string Type)> Field(GoField field, JsonNode? value, string owner)
    {
        if (owner is not ("v1.LabelSelector" or "v1.LabelSelectorRequirement"))
            yield return (field.Name, value, field.Type);
        else if (value is not null)
            yield return (field.Wire!, value, field.Type);
    }

    private void Map(JsonObject? members, string type, int depth)
    {
        if (members is null) _text.Append("null");
        else Members(members.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => (member.Key, member.Value, type)), depth);
    }

    private void Members(IEnumerable<(string Name, JsonNode? Value, string Type)> members, int depth) =>
        Block('{', members, member => Member(member.Name, member.Value, member.Type, depth), '}', depth);

    private void Member(string name, JsonNode? value, string type, int depth)
    {
        _text.Append(scalar(JsonValue.Create(name))).Append(": ");
        Write(value, type, depth + 1);
    }

    private void Items(JsonArray? items, string type, int depth)
    {
        if (items is null) _text.Append("null");
        else Block('[', items, item => Write(item, type, depth + 1), ']', depth);
    }

    private void Block<T>(char begin, IEnumerable<T> parts, Action<T> write, char end, int depth)
    {
        _text.Append(begin);
        var first = true;
        foreach (var part in parts)
        {
            _text.Append(first ? "\n" : ",\n").Append(' ', depth);
            first = false;
            write(part);
        }

        if (!first) _text.Append('\n').Append(' ', depth - 1);
        _text.Append(end);
    }
}
