using LocalCluster.ApiServer.Cel;

namespace LocalCluster.ApiServer.Schemas.Structure;

/// <summary>A default has to be a value that the schema would accept, without unknown fields.</summary>
internal static class DefaultRules
{
    public static IReadOnlyList<FieldError> Check(Schema root, string path)
    {
        List<FieldError> errors = [];
        Visit(root, path, errors);
        return errors;
    }

    /// <summary>Below additionalProperties the server does not look.</summary>
    private static void Visit(Schema schema, string path, List<FieldError> errors)
    {
        if (schema.Default is not null)
            errors.AddRange(Check(schema, path, schema.Default.DeepClone()));
        if (schema.Items is { } items)
            Visit(items, $"{path}.items", errors);
        foreach (var (name, property) in schema.Properties)
            Visit(property, $"{path}.properties[{name}]", errors);
    }

    private static IEnumerable<FieldError> Check(Schema schema, string path, System.Text.Json.Nodes.JsonNode value)
    {
        var field = $"{path}.default";
        var pruned = value.DeepClone();
        Pruning.PruneValue(pruned, schema);
        List<FieldError> errors = [];
        if (!JsonEquality.Same(pruned, value))
            errors.Add(FieldError.Invalid(field, value, "must not have unknown fields"));
        List<FieldError> values = [];
        EmbeddedResourceCheck.Validate(value, schema, null, values);
        if (values.Count == 0)
            ValueValidation.Validate(value, null, schema, field, values);
        if (values.Count == 0)
            values.AddRange(CelRules.EvaluateAt(schema, value, field));
        return [.. errors, .. values];
    }
}
