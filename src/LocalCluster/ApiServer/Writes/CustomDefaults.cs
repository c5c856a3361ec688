using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Resources;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Writes;

/// <summary>The defaults of a custom resource are its schema's; those of built-in kinds are in their rules.</summary>
internal static class CustomDefaults
{
    public static void Apply(JsonObject obj, ResourceDefinition resource)
    {
        if (resource is { IsCustom: true, Schema: { } schema })
            Defaulting.Apply(obj, schema);
    }
}
