using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.Schemas;

/// <summary>The metadata of an object, and of the whole objects inside it (<c>x-kubernetes-embedded-resource</c>): always of one type.</summary>
internal static class EmbeddedMetadata
{
    /// <summary>Removes what ObjectMeta does not know from <c>obj.metadata</c>, and what it would not write: nulls and empty values.</summary>
    public static void Prune(JsonObject obj, string path, List<string> unknown)
    {
        if (obj["metadata"] is JsonObject metadata)
            PruneMembers(metadata, FieldPath.Child(path, "metadata"), unknown);
    }

    /// <summary>The same for every embedded resource below <paramref name="node"/>.</summary>
    public static void PruneBelow(JsonNode? node, Schema? schema, string path, List<string> unknown)
    {
        if (schema is null)
            return;
        if (node is JsonArray array)
        {
            for (var i = 0; i < array.Count; i++)
                PruneBelow(array[i], schema.Items, FieldPath.Index(path, i), unknown);
        }

        if (node is not JsonObject obj)
            return;
        if (schema.EmbeddedResource)
            Prune(obj, path, unknown);
        foreach (var (name, value) in obj)
            PruneBelow(value, schema.Member(name), FieldPath.Child(path, name), unknown);
    }

    private static void PruneMembers(JsonObject metadata, string path, List<string> unknown)
    {
        foreach (var (name, value) in metadata.ToArray())
        {
            if (!BuiltInSchemas.ObjectMeta.Properties.ContainsKey(name))
                unknown.Add(FieldPath.Child(path, name));
            else if (!IsEmpty(name, value))
                continue;
            metadata.Remove(name);
        }
    }

    private static bool IsEmpty(string name, JsonNode? value) => value switch
    {
        null => true,
        JsonObject obj => obj.Count == 0,
        JsonArray array => array.Count == 0,
        JsonValue scalar when scalar.TryGetValue<string>(out var text) => text == "",
        _ => name == "generation" && JsonNumbers.TryWhole(value, out var number) && number == 0,
    };
}
