using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.Schemas.Structure;

/// <summary>
/// What makes a schema structural: every value has a type outside of combinations, and combinations only narrow what is described outside
/// of them. The server sorts these errors by their text.
/// </summary>
internal static class StructureRules
{
    public static IReadOnlyList<FieldError> Check(SchemaNode root, string path)
    {
        List<FieldError> errors = [];
        Visit(root, path, Level.Root, errors);
        CombinationKeywordRules.CheckCompleteness(root, root, path, path, errors);
        return [.. errors.OrderBy(e => e.ToString(), StringComparer.Ordinal)];
    }

    private static void Visit(SchemaNode node, string path, Level level, List<FieldError> errors)
    {
        if (node.Type == "array" && node.Items is null)
            errors.Add(FieldError.Required($"{path}.items", "must be specified"));
        if (node.Items is { } items)
            Visit(items, $"{path}.items", Level.Item, errors);
        foreach (var (name, property) in node.Properties)
            Visit(property, $"{path}.properties[{name}]", Level.Field, errors);
        if (node.Has("additionalProperties") && level == Level.Root)
            errors.Add(FieldError.Forbidden($"{path}.additionalProperties", "must not be used at the root"));
        if (node.AdditionalProperties is { } values)
            Visit(values, $"{path}.additionalProperties", Level.Field, errors);
        CheckExtensions(node, path, errors);
        CombinationKeywordRules.Check(node, path, errors);
        CheckType(node, path, level, errors);
        CheckMetadata(node, path, level, errors);
    }

    private static void CheckExtensions(SchemaNode node, string path, List<FieldError> errors)
    {
        if (!node.Flag("x-kubernetes-int-or-string"))
            return;
        foreach (var keyword in (string[])["x-kubernetes-preserve-unknown-fields", "x-kubernetes-embedded-resource"])
        {
            if (node.Flag(keyword))
                errors.Add(FieldError.Invalid($"{path}.{keyword}", true, "must be false if x-kubernetes-int-or-string is true"));
        }
    }

    private static void CheckType(SchemaNode node, string path, Level level, List<FieldError> errors)
    {
        var embedded = node.Flag("x-kubernetes-embedded-resource");
        if (embedded && node.Type == "")
            errors.Add(FieldError.Required($"{path}.type", "must be object if x-kubernetes-embedded-resource is true"));
        else if (embedded && node.Type != "object")
            errors.Add(FieldError.Invalid($"{path}.type", node.Type, "must be object if x-kubernetes-embedded-resource is true"));
        else if (node.Type == "" && !node.Flag("x-kubernetes-int-or-string") && !node.Flag("x-kubernetes-preserve-unknown-fields"))
            errors.Add(FieldError.Required($"{path}.type", MissingType(level)));
        if (embedded && node.Has("additionalProperties"))
            errors.Add(FieldError.Forbidden($"{path}.additionalProperties", "must not be used if x-kubernetes-embedded-resource is set"));
        if (level == Level.Root && node.Type is not ("" or "object"))
            errors.Add(FieldError.Invalid($"{path}.type", node.Type, "must be object at the root"));
        if (embedded && !node.Flag("x-kubernetes-preserve-unknown-fields") && !node.HasAny("properties"))
            errors.Add(FieldError.Required($"{path}.properties", "must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields"));
    }

    private static string MissingType(Level level) => level switch
    {
        Level.Root => "must not be empty at the root",
        Level.Item => "must not be empty for specified array items",
        _ => "must not be empty for specified object fields",
    };

    private static void CheckMetadata(SchemaNode node, string path, Level level, List<FieldError> errors)
    {
        if (level != Level.Root && !node.Flag("x-kubernetes-embedded-resource"))
            return;
        foreach (var name in (string[])["kind", "apiVersion"])
        {
            if (node.Property(name) is { } property && property.Type != "string")
                errors.Add(FieldError.Invalid($"{path}.properties[{name}].type", property.Type, "must be string"));
        }

        if (node.Property("metadata") is not { } metadata)
            return;
        var field = $"{path}.properties[metadata]";
        if (metadata.Type != "object")
            errors.Add(FieldError.Invalid($"{field}.type", metadata.Type, "must be object"));
        if (level == Level.Root && SaysMoreThanNames(metadata))
            errors.Add(FieldError.Forbidden(field, "must not specify anything other than name and generateName, but metadata is implicitly specified"));
    }

    private static bool SaysMoreThanNames(SchemaNode metadata) => metadata.Json.Any(member => member.Key switch
    {
        "type" or "default" => false,
        "properties" => (member.Value as JsonObject ?? []).Any(p => p.Key is not ("name" or "generateName")),
        _ => !IsZero(member.Value),
    });

    private static bool IsZero(JsonNode? value) => value switch
    {
        null => true,
        JsonArray array => array.Count == 0,
        JsonValue scalar => scalar.TryGetValue<string>(out var text) ? text == "" : scalar.TryGetValue<bool>(out var flag) && !flag,
        _ => false,
    };

    private enum Level
    {
        Root,
        Item,
        Field,
    }
}
