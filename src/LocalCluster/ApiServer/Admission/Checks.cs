using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Admission;

/// <summary>Checks that many kinds share, with the words of k8s.io/kubernetes/pkg/apis/core/validation.</summary>
internal static class Checks
{
    private const string PortRange = "must be between 1 and 65535, inclusive";

    public static IEnumerable<FieldError> NonNegative(JsonNode? node, string path)
    {
        if (node.Number() is < 0 and var number)
            yield return FieldError.Invalid(path, number, "must be greater than or equal to 0");
    }

    public static IEnumerable<FieldError> Positive(JsonNode? node, string path)
    {
        if (node.Number() is <= 0 and var number)
            yield return FieldError.Invalid(path, number, "must be greater than 0");
    }

    public static IEnumerable<FieldError> Port(long number, string path)
    {
        if (number is < 1 or > 65535)
            yield return FieldError.Invalid(path, number, PortRange);
    }

    /// <summary>A port by number or by name.</summary>
    public static IEnumerable<FieldError> PortOrName(JsonNode? node, string path)
    {
        if (node.Text() is { } name)
            return NameSyntax.PortName(name).Select(wrong => FieldError.Invalid(path, name, wrong));
        return Port(node.Number() ?? 0, path);
    }

    /// <summary>The error lists what is supported in the order given.</summary>
    public static IEnumerable<FieldError> OneOf(string? value, string path, params string[] supported)
    {
        if (!supported.Contains(value ?? ""))
            yield return FieldError.NotSupported(path, value ?? "", supported);
    }

    public static IEnumerable<FieldError> Required(string? value, string path, string detail = "")
    {
        if (string.IsNullOrEmpty(value))
            yield return FieldError.Required(path, detail);
    }

    public static IEnumerable<FieldError> Named(string value, string path, Func<string, IReadOnlyList<string>> syntax) =>
        syntax(value).Select(wrong => FieldError.Invalid(path, value, wrong));

    public static IEnumerable<FieldError> Immutable(JsonNode? after, JsonNode? before, string path)
    {
        if (!JsonNode.DeepEquals(after, before))
            yield return FieldError.Invalid(path, after?.DeepClone(), "field is immutable");
    }

    /// <summary>A selector object: its labels, operators and values.</summary>
    public static IEnumerable<FieldError> Selector(JsonObject selector, string path)
    {
        foreach (var (key, value) in (selector.Object("matchLabels") ?? []).OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            foreach (var wrong in NameSyntax.QualifiedName(key))
                yield return FieldError.Invalid($"{path}.matchLabels", key, wrong);
            foreach (var wrong in NameSyntax.LabelValue(value.Text() ?? ""))
                yield return FieldError.Invalid($"{path}.matchLabels", value.Text(), wrong);
        }

        foreach (var (expression, i) in selector.Items("matchExpressions").Select((one, i) => (one, i)))
        {
            foreach (var error in Expression(expression, $"{path}.matchExpressions[{i}]"))
                yield return error;
        }
    }

    private static IEnumerable<FieldError> Expression(JsonObject expression, string path)
    {
        var count = expression.Texts("values").Count();
        switch (expression.Text("operator"))
        {
            case "In" or "NotIn" when count == 0:
                yield return FieldError.Required($"{path}.values", "must be specified when `operator` is 'In' or 'NotIn'");
                break;
            case "Exists" or "DoesNotExist" when count > 0:
                yield return FieldError.Forbidden($"{path}.values", "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
                break;
            case "In" or "NotIn" or "Exists" or "DoesNotExist":
                break;
            default:
                yield return FieldError.Invalid($"{path}.operator", expression.Text("operator") ?? "", "not a valid selector operator");
                break;
        }

        foreach (var wrong in NameSyntax.QualifiedName(expression.Text("key") ?? ""))
            yield return FieldError.Invalid($"{path}.key", expression.Text("key") ?? "", wrong);
    }

    public static bool IsEmpty(JsonNode? node) => node switch
    {
        null => true,
        JsonObject obj => obj.Count == 0,
        JsonArray array => array.Count == 0,
        _ => node.GetValueKind() == JsonValueKind.String && node.GetValue<string>().Length == 0,
    };
}
