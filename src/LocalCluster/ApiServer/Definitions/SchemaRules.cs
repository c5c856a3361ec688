using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Definitions;

/// <summary>What each version of a definition says of its objects: schema, subresources, printer columns, fields to select by.</summary>
internal static class SchemaRules
{
    public static IEnumerable<FieldError> Validate(DefinitionShape shape)
    {
        foreach (var (i, _) in shape.Versions.Index().Where(one => DefinitionShape.Schema(one.Item) is null))
            yield return FieldError.Required($"spec.versions[{i}].schema.openAPIV3Schema");
        foreach (var (version, path) in shape.Parts(shape.SharesSchema, "validation", "schema"))
        {
            foreach (var error in Schema(version, path, HasStatus(version, shape)))
                yield return error;
        }

        foreach (var (version, path) in shape.Parts(shape.SharesSubresources, "subresources", "subresources"))
        {
            foreach (var error in ScaleRules.Validate(version.Object("subresources", "scale"), $"{path}.scale"))
                yield return error;
        }

        foreach (var (version, path) in shape.Parts(shape.SharesColumns, "additionalPrinterColumns", "additionalPrinterColumns"))
        {
            foreach (var error in PrinterColumnRules.Validate(version, path))
                yield return error;
        }

        foreach (var (version, path) in shape.Parts(shape.SharesSelectableFields, "selectableFields", "selectableFields"))
        {
            foreach (var error in SelectableFieldRules.Validate(version, path))
                yield return error;
        }
    }

    /// <summary>Formats that no value is held against.</summary>
    public static IEnumerable<string> Warnings(JsonObject definition) => DefinitionShape.Of(definition.Object("spec") ?? []) is var shape
        ? shape.Parts(shape.SharesSchema, "", "").SelectMany(part => DefinitionShape.Schema(part.Version) is { } schema ? StructuralSchemaCheck.Warnings(schema) : [])
        : [];

    private static IEnumerable<FieldError> Schema(JsonObject version, string path, bool hasStatus) =>
        DefinitionShape.Schema(version) is { } schema ? StructuralSchemaCheck.Check(schema, $"{path}.openAPIV3Schema", hasStatus) : [];

    /// <summary>A shared schema is read with a status as soon as one version has one.</summary>
    private static bool HasStatus(JsonObject version, DefinitionShape shape) => shape.SharesSchema
        ? shape.Versions.Any(one => one.Object("subresources", "status") is not null)
        : version.Object("subresources", "status") is not null;
}
