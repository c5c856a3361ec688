using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Typed;

/// <summary>How the fields of one type are written, found out once.</summary>
/// <param name="Pointers">Fields whose zero is kept.</param>
/// <param name="Always">Fields that are always written, and what stands in them when nothing was set.</param>
/// <param name="AlwaysNames">The names of <paramref name="Always"/>.</param>
internal sealed record FieldShapes(IReadOnlySet<string> Pointers, IReadOnlyList<KeyValuePair<string, JsonNode?>> Always, IReadOnlySet<string> AlwaysNames)
{
    public static FieldShapes Of(Schema schema)
    {
        var type = schema.Name ?? "";
        var pointers = schema.Properties.Keys.Where(field => WireFields.KeepsZero(type, field)).ToHashSet(StringComparer.Ordinal);
        List<KeyValuePair<string, JsonNode?>> always = [];
        foreach (var (name, field) in schema.Properties)
        {
            if (WireFields.IsNullWhenUnset(type, name))
                always.Add(new(name, null));
            else if (IsZeroDefault(field.Default))
                always.Add(new(name, field.Default));
        }

        return new FieldShapes(pointers, always, always.Select(one => one.Key).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>The published default of a field that Go always writes is its zero.</summary>
    private static bool IsZeroDefault(JsonNode? value) => value switch
    {
        JsonObject { Count: 0 } => true,
        JsonValue scalar => scalar.GetValueKind() switch
        {
            JsonValueKind.String => scalar.GetValue<string>().Length == 0,
            JsonValueKind.Number => scalar.ToJsonString() == "0",
            JsonValueKind.False => true,
            _ => false,
        },
        _ => false,
    };
}
