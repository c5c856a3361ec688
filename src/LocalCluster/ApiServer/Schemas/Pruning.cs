using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.Schemas;

/// <summary>
/// Removes from an object, in place, what its schema does not know, and the nulls that may not be null and have no default: what a
/// server does with a body before it looks at it.
/// </summary>
internal static class Pruning
{
    /// <summary>
    /// Answers the paths of the unknown fields in the server's order, for <c>unknown field "spec.foo"</c>: first those of the
    /// object's metadata, then the rest, sorted. Nulls are removed silently.
    /// </summary>
    public static IReadOnlyList<string> Apply(JsonObject obj, Schema s)
    {
        var metadata = new List<string>();
        EmbeddedMetadata.Prune(obj, "", metadata);
        var unknown = new List<string>();
        PruneObject(obj, s, "", embedded: true, unknown);
        unknown.Sort(StringComparer.Ordinal);
        NullPruning.Apply(obj, s);
        var nested = new List<string>();
        EmbeddedMetadata.PruneBelow(obj, s, "", nested);
        nested.Sort(StringComparer.Ordinal);
        return [.. metadata, .. unknown, .. nested];
    }

    /// <summary>Prunes a value that is no object of its own.</summary>
    internal static void PruneValue(JsonNode? value, Schema schema) => Prune(value, schema, "", []);

    private static void Prune(JsonNode? node, Schema? schema, string path, List<string> unknown)
    {
        switch (node)
        {
            case JsonObject obj when schema is null:
                unknown.AddRange(obj.Select(member => FieldPath.Child(path, member.Key)));
                obj.Clear();
                break;
            case JsonObject obj:
                PruneObject(obj, schema, path, schema.EmbeddedResource, unknown);
                break;
            case JsonArray array:
                PruneItems(array, schema, path, unknown);
                break;
        }
    }

    private static void PruneItems(JsonArray array, Schema? schema, string path, List<string> unknown)
    {
        if (schema is { PreserveUnknownFields: true })
            return;
        for (var i = 0; i < array.Count; i++)
            Prune(array[i], schema?.Items, FieldPath.Index(path, i), unknown);
    }

    private static void PruneObject(JsonObject obj, Schema schema, string path, bool embedded, List<string> unknown)
    {
        List<string>? dropped = null;
        foreach (var (name, value) in obj)
        {
            if (embedded && IsMeta(name))
                continue;
            if (schema.Member(name) is { } member)
                Prune(value, member, FieldPath.Child(path, name), unknown);
            else if (schema.AllowsAnyProperty)
                Prune(value, null, FieldPath.Child(path, name), unknown);
            else if (!schema.PreserveUnknownFields)
                (dropped ??= []).Add(name);
        }

        foreach (var name in dropped ?? [])
        {
            unknown.Add(FieldPath.Child(path, name));
            obj.Remove(name);
        }
    }

    internal static bool IsMeta(string name) => name is "apiVersion" or "kind" or "metadata";
}
