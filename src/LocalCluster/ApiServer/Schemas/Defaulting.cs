using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.Schemas;

/// <summary>
/// Fills in the schema's defaults, in place: where a field is absent, or null although it may not be. A default that was put in is
/// itself defaulted further down.
/// </summary>
internal static class Defaulting
{
    public static void Apply(JsonObject obj, Schema s)
    {
        foreach (var (name, property) in s.Properties)
            ApplyTo(obj, name, property);
        if (s.AdditionalProperties is { } values)
            ApplyToValues(obj, s, values);
    }

    private static void ApplyTo(JsonObject obj, string name, Schema property)
    {
        var present = obj.TryGetPropertyValue(name, out var value);
        if (property.Default is not null && (!present || (value is null && !property.Nullable)))
            obj[name] = value = property.Default.DeepClone();
        Descend(value, property);
    }

    private static void ApplyToValues(JsonObject obj, Schema s, Schema values)
    {
        foreach (var (name, value) in values.Default is null ? [] : obj.ToArray())
        {
            if (value is null && !values.Nullable && !s.Properties.ContainsKey(name))
                obj[name] = values.Default!.DeepClone();
        }

        foreach (var (name, value) in obj)
        {
            if (!s.Properties.ContainsKey(name))
                Descend(value, values);
        }
    }

    private static void Descend(JsonNode? value, Schema schema)
    {
        if (value is JsonObject obj)
            Apply(obj, schema);
        else if (value is JsonArray array && schema.Items is { } items)
            ApplyToItems(array, items);
    }

    private static void ApplyToItems(JsonArray array, Schema items)
    {
        for (var i = 0; i < array.Count; i++)
        {
            if (array[i] is null && !items.Nullable && items.Default is not null)
                array[i] = items.Default.DeepClone();
            Descend(array[i], items);
        }
    }
}
