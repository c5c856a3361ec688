using System.Text.Json;
using System.Text.Json.Nodes;
using Kubernetes.Models;

namespace Operator.Apply;

/// <summary>
/// Compares what we would say with what is there: only fields that we name count, so defaults of the server and fields of others never
/// differ. Amounts are compared as amounts, because the server writes <c>1000m</c> as <c>1</c>; an empty value equals an absent one, because
/// the server leaves many of them out.
/// </summary>
internal static class LiveComparison
{
    private const int LongestValue = 60;

    public static IReadOnlyList<Difference> Compare(JsonObject wanted, JsonObject live)
    {
        var differences = new List<Difference>();
        CompareObjects("", wanted, live, differences);
        return differences;
    }

    private static void CompareObjects(string path, JsonObject wanted, JsonObject live, List<Difference> differences)
    {
        foreach (var (key, value) in wanted) CompareValues(path.Length == 0 ? key : $"{path}.{key}", key, value, live[key], differences);
    }

    private static void CompareValues(string path, string key, JsonNode? wanted, JsonNode? live, List<Difference> differences)
    {
        switch (wanted, live)
        {
            case (JsonObject mine, JsonObject there):
                CompareObjects(path, mine, there, differences);
                break;
            case (JsonArray mine, JsonArray there):
                CompareLists(path, key, mine, there, differences);
                break;
            default:
                if (!AreEqual(path, wanted, live)) differences.Add(new Difference(path, Show(path, live), Show(path, wanted)));
                break;
        }
    }

    private static void CompareLists(string path, string key, JsonArray wanted, JsonArray live, List<Difference> differences)
    {
        var isKeyed = wanted.Count > 0 && wanted.All(item => ListKeys.Of(key, item) is not null);
        if (!isKeyed && wanted.Count != live.Count)
        {
            differences.Add(new Difference(path, $"{live.Count} items", $"{wanted.Count} items"));
            return;
        }

        for (var i = 0; i < wanted.Count; i++)
        {
            var itemKey = isKeyed ? ListKeys.Of(key, wanted[i]) : null;
            var there = isKeyed ? live.FirstOrDefault(item => ListKeys.Of(key, item) == itemKey) : live[i];
            CompareValues($"{path}[{itemKey ?? $"{i}"}]", key, wanted[i], there, differences);
        }
    }

    private static bool AreEqual(string path, JsonNode? wanted, JsonNode? live)
    {
        if (JsonNode.DeepEquals(wanted, live)) return true;
        if (live is null) return IsEmpty(wanted);
        return IsAmount(path) && wanted is JsonValue && live is JsonValue && new Quantity(wanted.ToString()) == new Quantity(live.ToString());
    }

    private static bool IsEmpty(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null or JsonValueKind.False => true,
        JsonValueKind.Array => value.AsArray().Count == 0,
        JsonValueKind.Object => value.AsObject().All(field => IsEmpty(field.Value)),
        JsonValueKind.Number => value.ToString() == "0",
        JsonValueKind.String => value.GetValue<string>().Length == 0,
        _ => false,
    };

    private static bool IsAmount(string path) =>
        path.Contains(".limits.", StringComparison.Ordinal)
        || path.Contains(".requests.", StringComparison.Ordinal)
        || path.Contains(".overhead.", StringComparison.Ordinal)
        || path.EndsWith(".sizeLimit", StringComparison.Ordinal)
        || path.EndsWith(".divisor", StringComparison.Ordinal);

    /// <summary>A value as it may stand in a log: short, and never that of an environment variable.</summary>
    private static string? Show(string path, JsonNode? value)
    {
        if (value is null || path.Contains(".env[", StringComparison.Ordinal)) return null;
        var text = value is JsonValue ? value.ToString() : value.ToJsonString();
        return text.Length <= LongestValue ? text : $"{text[..LongestValue]}…";
    }
}
