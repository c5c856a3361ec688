using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.Schemas;

/// <summary>Is the value of the schema's type? Whole numbers may be written 1.0; int-or-string takes both.</summary>
internal static class TypeRules
{
    public static bool Apply(Schema schema) => schema.Type is not null || schema.IntOrString || StringFormats.Of(schema) is not null;

    public static void Check(JsonNode? value, Schema schema, ValuePath path, ValueErrors errors)
    {
        if (value is null)
            CheckNull(schema, path, errors);
        else if (Mismatch(value, schema) is var (expected, actual))
            errors.Add(FieldError.TypeInvalid(errors.Field(path.ToString()), actual, $"{path} in body must be of type {expected}: {GoText.Quote(actual)}"));
        else
            errors.Matches++;
    }

    /// <summary>The type of a value in the schema's words: integer, number, string, boolean, array, object, null.</summary>
    public static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null or JsonValueKind.Undefined => "null",
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Array => "array",
        JsonValueKind.Object => "object",
        _ => JsonNumbers.TryWhole(value, out _) ? "integer" : "number",
    };

    private static void CheckNull(Schema schema, ValuePath path, ValueErrors errors)
    {
        var types = Types(schema);
        if (types.Length == 0 || schema.Nullable)
            errors.Matches++;
        else
            errors.Add(FieldError.TypeInvalid(errors.Field(path.ToString()), "null", $"{path} in body must be of type {string.Join(',', types)}: \"null\""));
    }

    private static (string Expected, string Actual)? Mismatch(JsonNode value, Schema schema)
    {
        var types = Types(schema);
        var actual = TypeOf(value);
        var format = StringFormats.Of(schema) ?? NumberFormat(schema);
        var fits = types.Contains(actual)
            || (actual == "number" && types.Contains("integer") && JsonNumbers.IsWhole(JsonNumbers.Double(value)))
            || (actual == "integer" && types.Contains("number"));
        if (actual is not ("string" or "array") && format is not null && !fits && FormatName(actual) != format)
            return (format, FormatName(actual));
        if (!types.Contains("number") && !types.Contains("integer") && format is not null && actual is "string" or "array")
            return null;
        return fits || types.Length == 0 ? null : (string.Join(',', types), actual);
    }

    /// <summary>A value that does not fit a schema with a format is reported by formats; only numbers have one.</summary>
    private static string FormatName(string type) => type switch
    {
        "integer" => "int64",
        "number" => "float64",
        _ => "",
    };

    private static string? NumberFormat(Schema schema) => (schema.Type, schema.Format) switch
    {
        ("integer", "int32" or "int64") or ("number", "float" or "double") => schema.Format,
        _ => null,
    };

    private static string[] Types(Schema schema) =>
        schema.IntOrString ? ["integer", "string"] : schema.Type is { } type ? [type] : [];
}
