using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.Schemas;

/// <summary>What a definition's schema has to keep to, so that the server can prune, default and validate with it.</summary>
internal static class StructuralSchemaCheck
{
    /// <summary>The path is where the schema stands in the definition: <c>spec.validation.openAPIV3Schema</c> when all versions share it.</summary>
    public static IReadOnlyList<FieldError> Check(JsonObject crdSchema, string path)
    {
        return [];
    }
}
