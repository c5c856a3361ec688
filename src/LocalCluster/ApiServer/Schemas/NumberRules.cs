using System.Globalization;
using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.Schemas;

/// <summary>Range, multiple and width of a number. A whole number is compared with the whole part of a boundary, as the server does.</summary>
internal static class NumberRules
{
    public static void Check(JsonNode value, Schema schema, ValuePath path, ValueErrors errors)
    {
        CheckWidth(value, schema, path, errors);
        var rules = schema.Rules;
        if (rules.MultipleOf is { } factor && !IsMultiple(value, factor))
            errors.Invalid(path.ToString(), value, $"{path} in body should be a multiple of {GoFloat.Format(factor)}");
        if (rules.Minimum is { } min && IsBeyond(value, min, rules.ExclusiveMinimum, -1))
            errors.Invalid(path.ToString(), value, $"{path} in body should be greater than {(rules.ExclusiveMinimum ? "" : "or equal to ")}{Boundary(value, min)}");
        if (rules.Maximum is { } max && IsBeyond(value, max, rules.ExclusiveMaximum, 1))
            errors.Invalid(path.ToString(), value, $"{path} in body should be less than {(rules.ExclusiveMaximum ? "" : "or equal to ")}{Boundary(value, max)}");
    }

    private static void CheckWidth(JsonNode value, Schema schema, ValuePath path, ValueErrors errors)
    {
        if (schema.Type != "integer" || schema.IntOrString)
            return;
        var fits = JsonNumbers.TryWhole(value, out var whole) || TryWhole(JsonNumbers.Double(value), out whole);
        var narrow = schema.Format == "int32";
        if (fits && (!narrow || whole is >= int.MinValue and <= int.MaxValue))
            return;
        var format = schema.Format is "int32" or "int64" ? $"with format {schema.Format}" : "(default format)";
        errors.Combined($"Checked value must be of type integer {format} in {path}");
    }

    private static bool TryWhole(double number, out long whole)
    {
        whole = 0;
        if (!JsonNumbers.IsWhole(number) || Math.Abs(number) >= 9.2233720368547758e18)
            return false;
        whole = (long)number;
        return true;
    }

    private static bool IsBeyond(JsonNode value, double boundary, bool exclusive, int direction)
    {
        var order = JsonNumbers.TryWhole(value, out var whole)
            ? whole.CompareTo((long)boundary)
            : JsonNumbers.Double(value).CompareTo(boundary);
        return order == direction || (exclusive && order == 0);
    }

    private static bool IsMultiple(JsonNode value, double factor)
    {
        if (JsonNumbers.TryWhole(value, out var whole) && (long)factor != 0)
            return whole % (long)factor == 0;
        var number = JsonNumbers.Double(value);
        return JsonNumbers.IsWhole(factor < 1 ? 1 / factor * number : number / factor);
    }

    private static string Boundary(JsonNode value, double boundary) => JsonNumbers.TryWhole(value, out _)
        ? ((long)boundary).ToString(CultureInfo.InvariantCulture)
        : GoFloat.Format(boundary);
}
