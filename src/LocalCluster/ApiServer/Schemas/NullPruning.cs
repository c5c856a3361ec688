using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.Schemas;

/// <summary>Removes nulls where the schema neither allows them nor has a default to put in their place.</summary>
internal static class NullPruning
{
    public static void Apply(JsonNode? node, Schema? schema)
    {
        if (node is JsonObject obj)
            ApplyToMembers(obj, schema);
        else if (node is JsonArray array)
            ApplyToItems(array, schema?.Items);
    }

    private static void ApplyToItems(JsonArray array, Schema? items)
    {
        foreach (var item in array)
            Apply(item, items);
    }

    private static void ApplyToMembers(JsonObject obj, Schema? schema)
    {
        List<string>? dropped = null;
        foreach (var (name, value) in obj)
        {
            var member = schema?.Member(name);
            if (value is null && member is { Nullable: false, Default: null })
                (dropped ??= []).Add(name);
            else
                Apply(value, member);
        }

        foreach (var name in dropped ?? [])
            obj.Remove(name);
    }
}
