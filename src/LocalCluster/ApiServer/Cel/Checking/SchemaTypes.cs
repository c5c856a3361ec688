using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Cel.Checking;

/// <summary>
/// The type that rules see of a value, by its schema. Values whose type the schema leaves open cannot be seen, nor fields whose names cannot
/// be written; of the root and of embedded resources apiVersion, kind, metadata.name and metadata.generateName always can.
/// </summary>
internal static class SchemaTypes
{
    private const string SelfType = "selfType";

    /// <summary>Null when rules cannot see the value.</summary>
    public static CelType? Of(Schema schema, bool isRoot) => Of(schema, isRoot || schema.EmbeddedResource, SelfType);

    private static CelType? Of(Schema schema, bool isResource, string name)
    {
        if (schema.IntOrString)
            return CelType.Dyn;
        return schema.Type switch
        {
            "array" => schema.Items is { } items && Of(items, items.EmbeddedResource, name + ".@idx") is { } item ? CelType.List(item) : null,
            "object" => OfObject(schema, isResource, name),
            "string" => OfText(schema.Format),
            "boolean" => CelType.Bool,
            "number" => CelType.Floating,
            "integer" => CelType.Int,
            _ => null,
        };
    }

    private static CelType? OfObject(Schema schema, bool isResource, string name)
    {
        if (schema.AdditionalProperties is { } values)
            return Of(values, values.EmbeddedResource, name + ".@elem") is { } value ? CelType.Map(CelType.Text, value) : null;
        var fields = new Dictionary<string, CelType>(StringComparer.Ordinal);
        foreach (var (property, propertySchema) in schema.Properties)
        {
            if (FieldNames.Escape(property) is { } escaped && Of(propertySchema, propertySchema.EmbeddedResource, $"{name}.{escaped}") is { } type)
                fields[escaped] = type;
        }

        if (isResource)
            AddIdentity(fields, name);
        return CelType.Object(name, fields);
    }

    private static void AddIdentity(Dictionary<string, CelType> fields, string name)
    {
        fields["apiVersion"] = CelType.Text;
        fields["kind"] = CelType.Text;
        if (fields.GetValueOrDefault("metadata") is { } declared && declared.Fields.ContainsKey("name") && declared.Fields.ContainsKey("generateName"))
            return;
        fields["metadata"] = CelType.Object(
            name + ".metadata", new Dictionary<string, CelType> { ["name"] = CelType.Text, ["generateName"] = CelType.Text });
    }

    private static CelType OfText(string? format) => format switch
    {
        "byte" => CelType.Bytes,
        "duration" => CelType.Duration,
        "date" or "date-time" => CelType.Timestamp,
        _ => CelType.Text,
    };
}
