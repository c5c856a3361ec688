using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.Schemas.Structure;

/// <summary>What may stand inside allOf, anyOf, oneOf and not: validations of what is described outside, and nothing that describes.</summary>
internal static class CombinationKeywordRules
{
    private static readonly string[] Combinations = ["anyOf", "allOf", "oneOf"];

    private static readonly (string Keyword, string Message)[] Describing =
    [
        ("default", "must be undefined to be structural"),
        ("title", "must be empty to be structural"),
        ("description", "must be empty to be structural"),
        ("nullable", "must be false to be structural"),
        ("x-kubernetes-preserve-unknown-fields", "must be false to be structural"),
        ("x-kubernetes-embedded-resource", "must be false to be structural"),
        ("x-kubernetes-int-or-string", "must be false to be structural"),
        ("x-kubernetes-list-map-keys", "must be empty to be structural"),
        ("x-kubernetes-list-type", "must be undefined to be structural"),
        ("x-kubernetes-map-type", "must be undefined to be structural"),
        ("x-kubernetes-validations", "must be empty to be structural"),
    ];

    /// <summary>The two ways to write an int-or-string with types inside anyOf are allowed.</summary>
    public static void Check(SchemaNode node, string path, List<FieldError> errors) =>
        Check(node, path, IsIntOrString(node), node.List("allOf") is [var first, ..] && IsIntOrString(first), errors);

    /// <summary>Every property and every list that a combination speaks of has to be described outside of it.</summary>
    public static void CheckCompleteness(SchemaNode validation, SchemaNode? described, string path, string validationPath, List<FieldError> errors)
    {
        foreach (var (nested, nestedPath) in Nested(validation, validationPath))
            CheckNestedCompleteness(nested, described, path, nestedPath, errors);
    }

    private static void CheckNestedCompleteness(SchemaNode validation, SchemaNode? described, string path, string validationPath, List<FieldError> errors)
    {
        if (described is null)
        {
            errors.Add(FieldError.Required(path, $"because it is defined in {validationPath}"));
            return;
        }

        CheckCompleteness(validation, described, path, validationPath, errors);
        if (validation.Items is { } items)
            CheckNestedCompleteness(items, described.Items, $"{path}.items", $"{validationPath}.items", errors);
        foreach (var (name, property) in validation.Properties)
            CheckNestedCompleteness(property, described.Property(name), $"{path}.properties[{name}]", $"{validationPath}.properties[{name}]", errors);
    }

    private static void Check(SchemaNode node, string path, bool skipAnyOf, bool skipFirstAllOf, List<FieldError> errors)
    {
        foreach (var (nested, nestedPath) in Nested(node, path))
        {
            if (skipAnyOf && nestedPath.StartsWith($"{path}.anyOf[", StringComparison.Ordinal))
                continue;
            CheckNested(nested, nestedPath, skipFirstAllOf && nestedPath == $"{path}.allOf[0]", errors);
        }

        var pattern = node.Text("pattern");
        if (pattern != "" && PatternComplaint.About(pattern) is { } complaint)
            errors.Add(FieldError.Invalid($"{path}.pattern", pattern, $"must be a valid regular expression, but isn't: {complaint}"));
    }

    private static void CheckNested(SchemaNode node, string path, bool skipAnyOf, List<FieldError> errors)
    {
        Check(node, path, skipAnyOf, skipFirstAllOf: false, errors);
        if (node.Items is { } items)
            CheckNested(items, $"{path}.items", skipAnyOf: false, errors);
        foreach (var (name, property) in node.Properties)
            CheckNested(property, $"{path}.properties[{name}]", skipAnyOf: false, errors);
        if (node.Type != "")
            errors.Add(FieldError.Forbidden($"{path}.type", "must be empty to be structural"));
        if (node.AdditionalProperties is not null || node.Flag("additionalProperties"))
            errors.Add(FieldError.Forbidden($"{path}.additionalProperties", "must be undefined to be structural"));
        foreach (var (keyword, message) in Describing)
        {
            if (IsWritten(node.Json[keyword], keyword))
                errors.Add(FieldError.Forbidden($"{path}.{keyword}", message));
        }

        if (node.Property("metadata") is not null)
            errors.Add(FieldError.Forbidden($"{path}.properties[metadata]", "must not be specified in a nested context"));
    }

    private static IEnumerable<(SchemaNode Node, string Path)> Nested(SchemaNode node, string path)
    {
        if (node.Child("not") is { } not)
            yield return (not, $"{path}.not");
        foreach (var keyword in Combinations)
        {
            foreach (var (i, part) in node.List(keyword).Index())
                yield return (part, $"{path}.{keyword}[{i}]");
        }
    }

    private static bool IsWritten(JsonNode? value, string keyword) => value switch
    {
        null => false,
        JsonArray array => array.Count > 0,
        JsonValue scalar when keyword != "default" => scalar.TryGetValue<string>(out var text) ? text != "" : scalar.TryGetValue<bool>(out var flag) && flag,
        _ => true,
    };

    private static bool IsIntOrString(SchemaNode node) =>
        node.List("anyOf") is [var first, var second] && first.Json.Count == 1 && second.Json.Count == 1 && first.Type == "integer" && second.Type == "string";
}
