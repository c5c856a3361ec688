using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Definitions;

/// <summary>The columns that a version adds to its table.</summary>
internal static class PrinterColumnRules
{
    private static readonly string[] Types = ["boolean", "date", "integer", "number", "string"];
    private static readonly string[] Formats = ["byte", "date", "date-time", "double", "float", "int32", "int64", "password"];

    public static IEnumerable<FieldError> Validate(JsonObject version, string path) =>
        version.Items("additionalPrinterColumns").Index().SelectMany(one => Column(one.Item, $"{path}[{one.Index}]"));

    private static IEnumerable<FieldError> Column(JsonObject column, string at)
    {
        var (type, format, jsonPath) = (column.Text("type") ?? "", column.Text("format") ?? "", column.Text("jsonPath") ?? "");
        if (column.Text("name") is null or "")
            yield return FieldError.Required($"{at}.name");
        if (type.Length == 0)
            yield return FieldError.Required($"{at}.type", OneOf(Types));
        else if (!Types.Contains(type))
            yield return FieldError.Invalid($"{at}.type", type, OneOf(Types));
        if (format.Length > 0 && !Formats.Contains(format))
            yield return FieldError.Invalid($"{at}.format", format, OneOf(Formats));
        if (jsonPath.Length == 0)
            yield return FieldError.Required($"{at}.JSONPath");
        else if (jsonPath[0] != '.')
            yield return FieldError.Invalid($"{at}.JSONPath", jsonPath, "must be a simple json path starting with .");
    }

    private static string OneOf(string[] values) => $"must be one of {string.Join(',', values)}";
}
