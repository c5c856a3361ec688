using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalCluster.Tests.Golden;

/// <summary>Compares JSON values: the order of keys is free, the order of lists is not, tokens match what they stand for.</summary>
public sealed class Comparison(Tokens tokens, Func<string, bool> isLeftOut)
{
    private readonly List<string> _differences = [];

    public IReadOnlyList<string> Differences => _differences;

    public void Compare(string path, JsonNode? recorded, JsonNode? actual)
    {
        if (isLeftOut(path)) return;
        switch (recorded, actual)
        {
            case (JsonObject left, JsonObject right):
                CompareObjects(path, left, right);
                break;
            case (JsonArray left, JsonArray right):
                CompareArrays(path, left, right);
                break;
            case (JsonValue left, JsonValue right) when Same(path, left, right):
            case (null, null):
                break;
            default:
                Report(path, Text(recorded), Text(actual));
                break;
        }
    }

    public void CompareText(string path, string? recorded, string? actual)
    {
        if (isLeftOut(path) || recorded == actual) return;
        if (recorded is null || actual is null || !tokens.Matches(recorded, actual)) Report(path, recorded ?? "nothing", actual ?? "nothing");
    }

    public void Report(string path, string wanted, string got) => _differences.Add($"{path}\n    recorded: {wanted}\n    got:      {got}");

    private void CompareObjects(string path, JsonObject recorded, JsonObject actual)
    {
        foreach (var key in recorded.Select(pair => pair.Key).Union(actual.Select(pair => pair.Key)))
        {
            var child = path.Length == 0 ? key : $"{path}.{key}";
            if (isLeftOut(child)) continue;
            if (!actual.ContainsKey(key)) Report(child, Text(recorded[key]), "absent");
            else if (!recorded.ContainsKey(key)) Report(child, "absent", Text(actual[key]));
            else Compare(child, recorded[key], actual[key]);
        }
    }

    private void CompareArrays(string path, JsonArray recorded, JsonArray actual)
    {
        var (left, right) = path == "details.causes" ? (Sorted(recorded), Sorted(actual)) : ([.. recorded], [.. actual]);
        if (left.Count != right.Count) Report(path, $"{left.Count} items: {Text(recorded)}", $"{right.Count} items: {Text(actual)}");
        else for (var i = 0; i < left.Count; i++) Compare(string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), left[i], right[i]);
    }

    private bool Same(string path, JsonValue recorded, JsonValue actual)
    {
        if (recorded.GetValueKind() != JsonValueKind.String) return JsonNode.DeepEquals(recorded, actual);
        var text = actual.GetValueKind() == JsonValueKind.String ? (string)actual! : actual.ToJsonString();
        return tokens.Matches((string)recorded!, text) || (path == "message" && SameInAnyOrder((string)recorded!, text));
    }

    /// <summary>A 422 with several causes lists them in no fixed order.</summary>
    private static bool SameInAnyOrder(string recorded, string actual) =>
        recorded.Contains(": [", StringComparison.Ordinal) && Parts(recorded).SequenceEqual(Parts(actual));

    private static IEnumerable<string> Parts(string message) =>
        message.Replace(": [", ", ", StringComparison.Ordinal).TrimEnd(']').Split(", ").Order(StringComparer.Ordinal);

    private static List<JsonNode?> Sorted(JsonArray causes) => [.. causes.OrderBy(Text, StringComparer.Ordinal)];

    private static string Text(JsonNode? node) => node?.ToJsonString() ?? "null";
}
