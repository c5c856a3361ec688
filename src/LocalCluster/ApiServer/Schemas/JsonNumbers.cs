using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.Schemas;

/// <summary>
/// Numbers as the API server decodes them: what is written without a fraction and an exponent, and fits, is an integer; the rest are
/// floating point. A node may come from text or from code.
/// </summary>
internal static class JsonNumbers
{
    public static bool IsNumber(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.Number;

    public static bool TryWhole(JsonNode? node, out long whole)
    {
        whole = 0;
        if (node is not JsonValue value || value.GetValueKind() != JsonValueKind.Number)
            return false;
        if (value.TryGetValue<JsonElement>(out var element))
            return element.TryGetInt64(out whole) && IsPlain(element.GetRawText());
        if (value.TryGetValue(out whole))
            return true;
        if (!value.TryGetValue<int>(out var small))
            return false;
        whole = small;
        return true;
    }

    /// <summary>The value as a floating point number; the node has to be a number.</summary>
    public static double Double(JsonNode node)
    {
        var value = node.AsValue();
        if (value.TryGetValue<double>(out var number))
            return number;
        return TryWhole(node, out var whole) ? whole : double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture);
    }

    /// <summary>Whether a floating point number is a whole one, 1.0 for example.</summary>
    public static bool IsWhole(double number) => number == Math.Truncate(number) && double.IsFinite(number);

    private static bool IsPlain(string raw) => raw.AsSpan().IndexOfAny('.', 'e', 'E') < 0;
}
