using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Typed;

/// <summary>
/// Writes an object of a built-in kind the way Go writes its types: empty lists, maps, strings and zeros vanish unless the field is a
/// pointer; fields that are always written are there, with their zero.
/// </summary>
internal static class WireShape
{
    private static readonly ConditionalWeakTable<Schema, FieldShapes> Shapes = [];

    public static void Apply(JsonObject obj, Schema schema)
    {
        var shapes = Shapes.GetValue(schema, FieldShapes.Of);
        List<string>? empty = null;
        foreach (var (name, value) in obj)
        {
            if (schema.Member(name) is not { } member)
                continue;
            Descend(value, GoTypes.Resolve(member, schema, value));
            if (Vanishes(value, member, name, schema, shapes))
                (empty ??= []).Add(name);
        }

        foreach (var name in empty ?? [])
            obj.Remove(name);
        foreach (var (name, zero) in shapes.Always)
        {
            if (!obj.TryGetPropertyValue(name, out var value))
                AddAlways(obj, name, zero, schema);
            else if (value is null && zero is not null)
                obj[name] = zero.DeepClone();
        }
    }

    private static void AddAlways(JsonObject obj, string name, JsonNode? zero, Schema schema)
    {
        var added = zero?.DeepClone();
        obj[name] = added;
        if (added is JsonObject inner && schema.Member(name) is { } member)
            Apply(inner, member);
    }

    private static void Descend(JsonNode? value, Schema schema)
    {
        if (GoTypes.IsOpaque(schema))
            return;
        if (value is JsonObject obj)
            Apply(obj, schema);
        else if (value is JsonArray array && schema.Items is { Type: "object" } items)
        {
            foreach (var item in array)
                Descend(item, items);
        }
    }

    private static bool Vanishes(JsonNode? value, Schema member, string name, Schema parent, FieldShapes shapes)
    {
        if (!parent.Properties.ContainsKey(name))
            return value is null && member.Type != "array";
        if (shapes.AlwaysNames.Contains(name))
            return false;
        // Any JSON at all, such as the default of a CRD's field: a zero there is a value.
        if (GoTypes.IsOpaque(member))
            return value is null;
        return value switch
        {
            null => true,
            _ when GoTypes.IsOpaque(member) => false,
            JsonArray { Count: 0 } => true,
            JsonObject { Count: 0 } => member.AdditionalProperties is not null,
            JsonValue scalar => !member.IntOrString && member.Name != "Quantity" && IsZero(scalar) && !shapes.Pointers.Contains(name),
            _ => false,
        };
    }

    private static bool IsZero(JsonValue scalar) => scalar.GetValueKind() switch
    {
        JsonValueKind.String => scalar.GetValue<string>().Length == 0,
        JsonValueKind.False => true,
        JsonValueKind.Number => scalar.ToJsonString() == "0",
        _ => false,
    };
}
