using System.Globalization;
using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.Tables;

/// <summary>The part of JSONPath that printer columns use: <c>.a.b</c>, <c>['a']</c>, <c>[0]</c>, <c>[*]</c> and <c>[?(@.key=="value")]</c>. Pure.</summary>
internal static class ColumnPath
{
    /// <summary>The first value that the path leads to; null when there is none.</summary>
    public static JsonNode? Find(JsonObject obj, string path)
    {
        IEnumerable<JsonNode?> nodes = [obj];
        foreach (var step in Steps(path)) nodes = nodes.SelectMany(node => Take(node, step)).ToList();
        return nodes.FirstOrDefault();
    }

    private static IEnumerable<string> Steps(string path)
    {
        var start = 0;
        for (var i = 0; i <= path.Length; i++)
        {
            var ends = i == path.Length || path[i] is '.' or '[';
            if (ends && i > start) yield return path[start..i];
            if (ends) start = i + 1;
            if (i >= path.Length || path[i] != '[') continue;
            var close = CloseOf(path, i);
            yield return path[i..(close + 1)];
            (i, start) = (close, close + 1);
        }
    }

    private static int CloseOf(string path, int open)
    {
        var depth = 0;
        for (var i = open; i < path.Length; i++)
        {
            if (path[i] is '[' or '(') depth++;
            if (path[i] is ']' or ')' && --depth == 0) return i;
        }

        return path.Length - 1;
    }

    private static IEnumerable<JsonNode?> Take(JsonNode? node, string step) => (node, step) switch
    {
        (JsonArray list, "[*]") => list,
        (JsonObject map, "[*]") => map.Select(pair => pair.Value),
        (JsonArray list, _) when step.StartsWith("[?(@.", StringComparison.Ordinal) => list.Where(item => Matches(item, step)),
        (JsonArray list, _) when step[0] == '[' && int.TryParse(step[1..^1], CultureInfo.InvariantCulture, out var index) => index < list.Count ? [list[index]] : [],
        (JsonObject map, _) => map.TryGetPropertyValue(step[0] == '[' ? step[1..^1].Trim('\'', '"') : step, out var value) && value is not null ? [value] : [],
        _ => [],
    };

    private static bool Matches(JsonNode? item, string filter)
    {
        var condition = filter["[?(@.".Length..^2].Split("==");
        var value = (item as JsonObject)?[condition[0].Trim()];
        return condition.Length == 2 && value?.ToString() == condition[1].Trim().Trim('\'', '"');
    }
}
