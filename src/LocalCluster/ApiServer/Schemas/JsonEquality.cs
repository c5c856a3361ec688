using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.Schemas;

/// <summary>Deep equality of JSON values: the order of members is free, that of items is not, 1 equals 1.0.</summary>
internal static class JsonEquality
{
    public static bool Same(JsonNode? left, JsonNode? right)
    {
        if (ReferenceEquals(left, right))
            return true;
        return (left, right) switch
        {
            (null, _) or (_, null) => false,
            (JsonObject a, JsonObject b) => SameObjects(a, b),
            (JsonArray a, JsonArray b) => SameArrays(a, b),
            (JsonValue a, JsonValue b) => SameScalars(a, b),
            _ => false,
        };
    }

    private static bool SameObjects(JsonObject left, JsonObject right)
    {
        if (left.Count != right.Count)
            return false;
        foreach (var (name, value) in left)
        {
            if (!right.TryGetPropertyValue(name, out var other) || !Same(value, other))
                return false;
        }

        return true;
    }

    private static bool SameArrays(JsonArray left, JsonArray right)
    {
        if (left.Count != right.Count)
            return false;
        for (var i = 0; i < left.Count; i++)
        {
            if (!Same(left[i], right[i]))
                return false;
        }

        return true;
    }

    private static bool SameScalars(JsonValue left, JsonValue right)
    {
        var kind = left.GetValueKind();
        if (kind != right.GetValueKind())
            return false;
        return kind switch
        {
            JsonValueKind.String => string.Equals(left.GetValue<string>(), right.GetValue<string>(), StringComparison.Ordinal),
            JsonValueKind.Number => SameNumbers(left, right),
            _ => true,
        };
    }

    private static bool SameNumbers(JsonValue left, JsonValue right)
    {
        if (JsonNumbers.TryWhole(left, out var a) && JsonNumbers.TryWhole(right, out var b))
            return a == b;
        return JsonNumbers.Double(left).Equals(JsonNumbers.Double(right));
    }
}
