using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LocalCluster.Tests.Golden;

/// <summary>Compares JSON values: the order of keys is free, the order of lists is not, tokens match what they stand for.</summary>
/// <param name="tokens">What they stand for so far.</param>
/// <param name="isLeftOut">Values that are not compared.</param>
/// <param name="mayBeAbsent">Those that need not even be there.</param>
public sealed partial class Comparison(Tokens tokens, Func<string, bool> isLeftOut, Func<string, bool> mayBeAbsent)
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
        if (isLeftOut(path)) return;
        (recorded, actual) = (WithoutContainer(recorded), WithoutContainer(actual));
        if (recorded == actual) return;
        if (recorded is null || actual is null || !tokens.Matches(recorded, actual)) Report(path, recorded ?? "nothing", actual ?? "nothing");
    }

    public void Report(string path, string wanted, string got) => _differences.Add($"{path}\n    recorded: {wanted}\n    got:      {got}");

    private void CompareObjects(string path, JsonObject recorded, JsonObject actual)
    {
        foreach (var key in recorded.Select(pair => pair.Key).Union(actual.Select(pair => pair.Key)))
        {
            var child = path.Length == 0 ? key : $"{path}.{key}";
            if (mayBeAbsent(child)) continue;
            if (!actual.ContainsKey(key)) Report(child, Text(recorded[key]), "absent");
            else if (!recorded.ContainsKey(key)) Report(child, "absent", Text(actual[key]));
            else Compare(child, recorded[key], actual[key]);
        }
    }

    private void CompareArrays(string path, JsonArray recorded, JsonArray actual)
    {
        var (left, right) = path switch
        {
            "details.causes" => (Sorted(recorded), Sorted(actual)),
            _ when path.EndsWith("managedFields", StringComparison.Ordinal) && TookSeconds(actual) => (ByManager(recorded), ByManager(actual)),
            _ => ([.. recorded], InNameOrder(recorded, actual)),
        };
        if (left.Count != right.Count) Report(path, $"{left.Count} items: {Text(recorded)}", $"{right.Count} items: {Text(actual)}");
        else for (var i = 0; i < left.Count; i++) Compare(string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), left[i], right[i]);
    }

    private bool Same(string path, JsonValue recorded, JsonValue actual)
    {
        if (recorded.GetValueKind() != JsonValueKind.String) return JsonNode.DeepEquals(recorded, actual);
        var text = actual.GetValueKind() == JsonValueKind.String ? (string)actual! : actual.ToJsonString();
        return tokens.Matches((string)recorded!, text) || SameInAnyOrder(path, (string)recorded!, text) || BothAges(path, (string)recorded!, text);
    }

    /// <summary>A table says how long ago something was: what was recorded is older by now.</summary>
    private static bool BothAges(string path, string recorded, string actual) =>
        TableCell().IsMatch(path) && Age().IsMatch(recorded) && Age().IsMatch(actual);

    /// <summary>A 422 with several causes lists them in no fixed order.</summary>
    private static bool SameInAnyOrder(string path, string recorded, string actual) =>
        path == "message" && recorded.Contains(" is invalid: [", StringComparison.Ordinal) && Parts(recorded).SequenceEqual(Parts(actual));

    private static IEnumerable<string> Parts(string message) =>
        message.Replace(": [", ", ", StringComparison.Ordinal).TrimEnd(']').Split(", ").Order(StringComparer.Ordinal);

    /// <summary>Lists are sorted by name, and where a name ends at random so does the order: the actual items take the recorded places that they fit.</summary>
    private static List<JsonNode?> InNameOrder(JsonArray recorded, JsonArray actual)
    {
        var left = actual.ToList();
        if (left.Count != recorded.Count || !recorded.Any(item => NameOf(item)?.Contains("{rand}", StringComparison.Ordinal) == true)) return left;
        List<JsonNode?> ordered = [];
        foreach (var item in recorded)
        {
            var index = left.FindIndex(one => NameOf(item) is { } wanted && NameOf(one) is { } got && Tokens.Fit(wanted, got));
            ordered.Add(left[Math.Max(index, 0)]);
            left.RemoveAt(Math.Max(index, 0));
        }

        return ordered;
    }

    private static string? NameOf(JsonNode? item) => item is JsonObject map ? (string?)((map["object"] ?? map)["metadata"] as JsonObject)?["name"] : null;

    /// <summary>Managers stand in the order of the seconds in which they wrote: a recording that took one second says nothing of a play that takes several.</summary>
    private static bool TookSeconds(JsonArray managers) => managers.Select(one => Text((one as JsonObject)?["time"])).Distinct().Count() > 1;

    private static List<JsonNode?> ByManager(JsonArray managers) =>
        [.. managers.OrderBy(one => one is JsonObject map ? $"{map["operation"]}/{map["manager"]}/{map["subresource"]}" : "", StringComparer.Ordinal)];

    private static List<JsonNode?> Sorted(JsonArray causes) => [.. causes.OrderBy(Text, StringComparer.Ordinal)];

    /// <summary>A recorded text names a container of its node where a body would have a token.</summary>
    private static string? WithoutContainer(string? text) => text is null ? null : ContainerId().Replace(text, "{containerID}");

    private static string Text(JsonNode? node) => node?.ToJsonString() ?? "null";

    [GeneratedRegex("[a-z]+://[0-9a-f]{64}")]
    private static partial Regex ContainerId();

    [GeneratedRegex(@"^rows\[\d+\]\.cells\[\d+\]$")]
    private static partial Regex TableCell();

    [GeneratedRegex(@"^(\d+[ydhms]){1,2}$")]
    private static partial Regex Age();
}
