using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Cel.Values;

/// <summary>What rules see of metadata where a schema says nothing about it: the name.</summary>
internal static class IdentitySchema
{
    private static readonly Schema Names = SchemaReader.Read(JsonNode.Parse(
        """{"type": "object", "properties": {"name": {"type": "string"}, "generateName": {"type": "string"}}}""")!.AsObject());

    public static Schema Metadata(Schema resource) =>
        resource.Properties.TryGetValue("metadata", out var declared)
            && declared.Properties.ContainsKey("name") && declared.Properties.ContainsKey("generateName")
            ? declared
            : Names;
}
