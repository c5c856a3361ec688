using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Cel.Costs;
using LocalCluster.ApiServer.Schemas.Structure;

namespace LocalCluster.ApiServer.Schemas;

/// <summary>What a definition's schema has to keep to, so that the server can prune, default and validate with it.</summary>
internal static class StructuralSchemaCheck
{
    private static readonly string[] RootKeywords =
    [
        "description", "type", "format", "title", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum", "maxLength", "minLength", "pattern",
        "maxItems", "minItems", "uniqueItems", "multipleOf", "required", "items", "properties", "externalDocs", "example",
        "x-kubernetes-preserve-unknown-fields", "x-kubernetes-validations",
    ];

    /// <summary>The path is where the schema stands in the definition: <c>spec.validation.openAPIV3Schema</c> when all versions share it.</summary>
    public static IReadOnlyList<FieldError> Check(JsonObject crdSchema, string path) => Check(crdSchema, path, hasStatus: false);

    /// <summary>With a status subresource the root may only use keywords that say nothing of the status.</summary>
    public static IReadOnlyList<FieldError> Check(JsonObject crdSchema, string path, bool hasStatus)
    {
        var root = new SchemaNode(crdSchema);
        List<FieldError> errors = [.. hasStatus ? CheckRootKeywords(root, path) : []];
        if (root.Flag("nullable"))
            errors.Add(FieldError.Forbidden($"{path}.nullable", "nullable cannot be true at the root"));
        var structure = Unsupported(root) is null ? StructureRules.Check(root, path) : null;
        var schema = SchemaReader.Read(crdSchema);
        var defaults = structure is { Count: 0 } ? DefaultRules.Check(schema, path) : null;
        errors.AddRange(structure ?? []);
        errors.AddRange(defaults ?? []);
        var budget = new RuleBudget();
        errors.AddRange(KeywordRules.Check(root, path, defaults is { Count: 0 } ? RuleContext.OfRoot(schema, budget) : null));
        if (errors.Count == 0 && Unsupported(root) is { } unsupported)
            errors.Add(FieldError.Invalid(path, "", unsupported));
        errors.AddRange(budget.OfTheWhole(path));
        return errors;
    }

    /// <summary>Formats that the server does not know and warns of: <c>unrecognized format "x"</c>.</summary>
    public static IReadOnlyList<string> Warnings(JsonObject crdSchema) =>
        [.. SchemaFormats.Unknown(new SchemaNode(crdSchema)).Distinct().Select(format => $"unrecognized format {GoText.Quote(format)}")];

    private static IEnumerable<FieldError> CheckRootKeywords(SchemaNode root, string path)
    {
        if (root.Type != "object" && root.Has("type"))
            yield return FieldError.Invalid($"{path}.type", root.Type, "only \"object\" is allowed as the type at the root of the schema if the status subresource is enabled");
        else if (root.Json.Any(member => member.Value is not null && !RootKeywords.Contains(member.Key)))
            yield return FieldError.Invalid(path, root.Json, $"only [{string.Join(' ', RootKeywords.Select(GoName))}] fields are allowed at the root of the schema if the status subresource is enabled");
    }

    private static string GoName(string keyword) => keyword switch
    {
        "x-kubernetes-preserve-unknown-fields" => "XPreserveUnknownFields",
        "x-kubernetes-validations" => "XValidations",
        _ => char.ToUpperInvariant(keyword[0]) + keyword[1..],
    };

    /// <summary>Keywords with which a schema cannot be structural at all; other errors tell more, this one is for when there is none.</summary>
    private static string? Unsupported(SchemaNode node)
    {
        foreach (var keyword in (string[])["id", "$schema", "$ref", "patternProperties", "dependencies", "additionalItems", "definitions"])
        {
            if (node.Has(keyword) && (node.HasAny(keyword) || node.Text(keyword) != ""))
                return $"OpenAPIV3Schema '{keyword.Replace("$schema", "schema", StringComparison.Ordinal)}' is not supported";
        }

        if (node.HasAny("items") && node.Items is null)
            return "OpenAPIV3Schema 'items' must be a schema, but is an array";
        if (node.Has("x-kubernetes-preserve-unknown-fields") && !node.Flag("x-kubernetes-preserve-unknown-fields"))
            return "internal error: 'x-kubernetes-preserve-unknown-fields' must be true or undefined";
        return SchemaFormats.Below(node).Select(Unsupported).FirstOrDefault(complaint => complaint is not null);
    }
}
