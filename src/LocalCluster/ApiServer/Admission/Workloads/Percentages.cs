using System.Globalization;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Admission.Workloads;

/// <summary>Numbers that may also be percentages.</summary>
internal static class Percentages
{
    private const string NotPercent =
        "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";

    public static IEnumerable<FieldError> NonNegative(JsonNode? node, string path)
    {
        if (node.Text() is { } text && Percent(node) is null)
            yield return FieldError.Invalid(path, text, NotPercent);
        foreach (var error in Checks.NonNegative(node, path))
            yield return error;
    }

    public static IEnumerable<FieldError> NotAboveHundred(JsonNode? node, string path)
    {
        if (Percent(node) > 100)
            yield return FieldError.Invalid(path, node, "must not be greater than 100%");
    }

    public static bool IsZero(JsonNode? node) => node.Number() == 0 || Percent(node) == 0;

    private static int? Percent(JsonNode? node) =>
        node.Text() is { Length: > 1 } text && text[^1] == '%' && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var percent)
            ? percent
            : null;
}
