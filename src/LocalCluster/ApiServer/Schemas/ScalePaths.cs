using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.Schemas;

/// <summary>Where a custom object keeps what the scale subresource shows: dotted paths, <c>.spec.replicas</c>.</summary>
internal sealed record ScalePaths(string SpecReplicas, string StatusReplicas, string? LabelSelector)
{
    /// <summary>The values at the paths have to be non-negative int32 numbers, and the selector a string.</summary>
    public IEnumerable<FieldError> Validate(JsonObject obj, bool statusOnly)
    {
        if (!statusOnly && CheckNumber(obj, SpecReplicas) is { } spec)
            yield return spec;
        if (CheckNumber(obj, StatusReplicas) is { } status)
            yield return status;
        if (LabelSelector is not null && CheckText(obj, LabelSelector) is { } selector)
            yield return selector;
    }

    private static FieldError? CheckNumber(JsonObject obj, string path)
    {
        if (Find(obj, path, out var node) is { } accessor)
            return FieldError.Invalid(path, 0, accessor);
        if (node is null && !Exists(obj, path))
            return null;
        if (!JsonNumbers.TryWhole(node, out var number))
            return FieldError.Invalid(path, 0, Mismatch(path, node, "int64"));
        if (number < 0)
            return FieldError.Invalid(path, number, "should be a non-negative integer");
        return number > int.MaxValue ? FieldError.Invalid(path, number, $"should be less than or equal to {int.MaxValue}") : null;
    }

    private static FieldError? CheckText(JsonObject obj, string path)
    {
        if (Find(obj, path, out var node) is { } accessor)
            return FieldError.Invalid(path, "", accessor);
        if (node is null && !Exists(obj, path))
            return null;
        return node is JsonValue value && value.GetValueKind() == JsonValueKind.String
            ? null
            : FieldError.Invalid(path, "", Mismatch(path, node, "string"));
    }

    private static bool Exists(JsonObject obj, string path)
    {
        JsonNode? node = obj;
        foreach (var name in Names(path))
        {
            if (node is not JsonObject parent || !parent.TryGetPropertyValue(name, out node))
                return false;
        }

        return true;
    }

    /// <summary>Answers the accessor's error when something on the way is not an object.</summary>
    private static string? Find(JsonObject obj, string path, out JsonNode? found)
    {
        found = null;
        JsonNode? node = obj;
        var way = "";
        foreach (var name in Names(path))
        {
            if (node is null)
                return null;
            way += "." + name;
            if (node is not JsonObject parent)
                return $"{way} accessor error: {GoText.Loose(node)} is of the type {GoText.TypeName(node)}, expected map[string]interface{{}}";
            if (!parent.TryGetPropertyValue(name, out node))
                return null;
        }

        found = node;
        return null;
    }

    private static string Mismatch(string path, JsonNode? node, string expected) =>
        $".{path.TrimStart('.')} accessor error: {GoText.Loose(node)} is of the type {GoText.TypeName(node)}, expected {expected}";

    private static string[] Names(string path) => path.TrimStart('.').Split('.');
}
