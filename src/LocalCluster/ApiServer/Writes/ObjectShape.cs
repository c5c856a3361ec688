using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Resources;
using LocalCluster.ApiServer.Schemas;
using LocalCluster.ApiServer.Typed;

namespace LocalCluster.ApiServer.Writes;

/// <summary>Defaults and spelling: a custom object's defaults are its schema's; a built-in one is written as Go writes it.</summary>
internal static class ObjectShape
{
    /// <summary>Not managedFields: there an empty list is the wish to forget them.</summary>
    private static readonly string[] OmittedWhenEmpty = ["labels", "annotations", "finalizers", "ownerReferences"];

    public static void Default(JsonObject obj, ResourceDefinition resource)
    {
        if (resource is { IsCustom: true, Schema: { } schema })
            Defaulting.Apply(obj, schema);
    }

    /// <summary>After defaulting.</summary>
    public static void Spell(JsonObject obj, ResourceDefinition resource)
    {
        if (resource is { IsCustom: false, StoredSchema: { } schema })
            WireShape.Apply(obj, schema);
        else if (resource.IsCustom)
            OmitEmpty(obj.Metadata());
    }

    /// <summary>The metadata of a custom object is read as the server's own type, which leaves empty maps and lists out.</summary>
    private static void OmitEmpty(JsonObject metadata)
    {
        foreach (var field in OmittedWhenEmpty)
        {
            if (metadata[field] is JsonObject { Count: 0 } or JsonArray { Count: 0 })
                metadata.Remove(field);
        }
    }
}
