using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Typed;

/// <summary>
/// Reads an object of a built-in kind as the server's Go types would: what they do not know is dropped and told, a value of another type
/// is an error, quantities and times get their one spelling.
/// </summary>
internal sealed class TypedDecoder
{
    private readonly List<string> _unknown = [];
    private readonly bool _fromMap;

    private TypedDecoder(bool fromMap) => _fromMap = fromMap;

    /// <summary>Changes the object in place and answers the paths of the fields nobody knows, in the order of the text.</summary>
    /// <exception cref="TypeMismatchException">A value does not fit.</exception>
    public static IReadOnlyList<string> Decode(JsonObject obj, Schema schema) => Decode(obj, schema, fromMap: false);

    /// <summary>The same where the server reads from a map, as after an apply: how large a whole number may be is left to validation.</summary>
    /// <exception cref="TypeMismatchException">A value does not fit; <see cref="TypeMismatchException.Conversion"/> says why.</exception>
    public static void Convert(JsonObject obj, Schema schema) => Decode(obj, schema, fromMap: true);

    private static List<string> Decode(JsonObject obj, Schema schema, bool fromMap)
    {
        var decoder = new TypedDecoder(fromMap);
        decoder.Object(obj, schema, new TypedPath("", "", schema.Name ?? ""));
        return decoder._unknown;
    }

    private void Object(JsonObject obj, Schema schema, TypedPath path)
    {
        foreach (var (name, value) in obj.ToArray())
        {
            if (schema.Member(name) is { } member)
                Member(obj, name, value, GoTypes.Resolve(member, schema, value), path.Child(name, schema, schema.Properties.ContainsKey(name)));
            else if (!schema.PreserveUnknownFields)
            {
                _unknown.Add(path.Full(name));
                obj.Remove(name);
            }
        }
    }

    private void Member(JsonObject parent, string name, JsonNode? value, Schema schema, TypedPath path)
    {
        if (value is null)
            return;
        var read = Value(value, schema, path);
        if (!ReferenceEquals(read, value))
            parent[name] = read;
    }

    private JsonNode Value(JsonNode value, Schema schema, TypedPath path)
    {
        if (GoTypes.IsOpaque(schema))
            return value;
        if (schema.Name == "Quantity")
            return QuantityText.Canonical(value);
        if (schema.IntOrString)
            return GoTypes.CheckIntOrString(value);
        switch (schema.Type)
        {
            case "object":
                Descend(value as JsonObject ?? throw path.Mismatch(value, GoTypes.Name(schema)), schema, path);
                return value;
            case "array":
                return Items(value, schema, path);
            case "integer":
                return GoTypes.CheckInteger(value, schema, path, anySize: _fromMap);
            case "number":
                return value.GetValueKind() == JsonValueKind.Number ? value : throw path.Mismatch(value, "float64");
            case "boolean":
                return value.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? value : throw path.Mismatch(value, "bool");
            case "string":
                return Text(value, schema, path);
            default:
                return value;
        }
    }

    private void Descend(JsonObject obj, Schema schema, TypedPath path)
    {
        if (schema.Properties.Count > 0 || schema.AdditionalProperties is not null)
            Object(obj, schema, path);
    }

    private JsonNode Items(JsonNode value, Schema schema, TypedPath path)
    {
        if (value is not JsonArray array || schema.Items is not { } items)
            return value is JsonArray ? value : throw path.Mismatch(value, GoTypes.Name(schema));
        for (var i = 0; i < array.Count; i++)
        {
            if (array[i] is not { } item)
                continue;
            var read = Value(item, items, path.Item(i));
            if (!ReferenceEquals(read, item))
                array[i] = read;
        }

        return array;
    }

    private static JsonNode Text(JsonNode value, Schema schema, TypedPath path)
    {
        if (value.GetValueKind() != JsonValueKind.String)
            throw path.Mismatch(value, schema.Format == "byte" ? "[]uint8" : GoTypes.Name(schema, path));
        return schema switch
        {
            { Name: "Time" } => TimeText.Time(value),
            { Name: "MicroTime" } => TimeText.MicroTime(value),
            { Format: "byte" } => GoTypes.CheckBase64(value),
            _ => value,
        };
    }
}
