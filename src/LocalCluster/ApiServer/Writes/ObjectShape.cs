using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Resources;
using LocalCluster.ApiServer.Schemas;
using LocalCluster.ApiServer.Typed;

namespace LocalCluster.ApiServer.Writes;

/// <summary>Defaults and spelling: a custom object's defaults are its schema's; a built-in one is written as Go writes it.</summary>
internal static class ObjectShape
{
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
    }
}
