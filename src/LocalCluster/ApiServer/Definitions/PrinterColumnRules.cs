using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Definitions;

/// <summary>Printer columns and the scale subresource of one version of a definition.</summary>
internal static class PrinterColumnRules
{
    private static readonly string[] Types = ["boolean", "date", "integer", "number", "string"];
    private static readonly string[] Formats = ["byte", "date", "date-time", "double", "float", "int32", "int64", "password"];

    public static IEnumerable<FieldError> Validate(JsonObject version, string path) => Columns(version, path).Concat(Scale(version, path));

    private static IEnumerable<FieldError> Columns(JsonObject version, string path)
    {
        foreach (var (column, i) in version.Items("additionalPrinterColumns").Select((column, i) => (column, i)))
        {
            var at = $"{path}.additionalPrinterColumns[{i}]";
            if (column.Text("name") is null or "")
                yield return FieldError.Required($"{at}.name");
            if (column.Text("type") is null or "")
                yield return FieldError.Required($"{at}.type", $"must be one of {string.Join(",", Types)}");
            else if (!Types.Contains(column.Text("type")))
                yield return FieldError.Invalid($"{at}.type", column.Text("type"), $"must be one of {string.Join(",", Types)}");
            if (column.Text("format") is { Length: > 0 } format && !Formats.Contains(format))
                yield return FieldError.Invalid($"{at}.format", format, $"must be one of {string.Join(",", Formats)}");
            if (column.Text("jsonPath") is null or "")
                yield return FieldError.Required($"{at}.JSONPath");
        }
    }

    private static IEnumerable<FieldError> Scale(JsonObject version, string path)
    {
        if (version.Object("subresources", "scale") is not { } scale)
            yield break;
        foreach (var (field, root) in new[] { ("specReplicasPath", ".spec."), ("statusReplicasPath", ".status.") })
        {
            var at = $"{path}.subresources.scale.{field}";
            var value = scale.Text(field) ?? "";
            if (value.Length == 0)
                yield return FieldError.Required(at);
            else if (value.Contains('[', StringComparison.Ordinal) || !value.StartsWith('.'))
                yield return FieldError.Invalid(at, value, "should be a simple json path without array notation");
            else if (!value.StartsWith(root, StringComparison.Ordinal))
                yield return FieldError.Invalid(at, value, $"should be a json path under {root[..^1]}");
        }
    }
}
