using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;

namespace LocalCluster.ApiServer.Tables;

/// <summary>A selector as kubectl writes it.</summary>
internal static class SelectorText
{
    /// <summary>Of a LabelSelector.</summary>
    public static string Of(JsonObject? selector)
    {
        var parts = Labels(selector?.Object("matchLabels")).Concat(selector.Items("matchExpressions").Select(Expression)).ToList();
        return parts.Count == 0 ? "<none>" : string.Join(',', parts);
    }

    /// <summary>Of a plain map of labels.</summary>
    public static string OfMap(JsonObject? labels) => labels is { Count: > 0 } ? string.Join(',', Labels(labels)) : "<none>";

    private static IEnumerable<string> Labels(JsonObject? labels) =>
        labels?.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}") ?? [];

    private static string Expression(JsonObject expression) => expression.Text("operator") switch
    {
        "In" => $"{expression.Text("key")} in ({string.Join(',', expression.Texts("values"))})",
        "NotIn" => $"{expression.Text("key")} notin ({string.Join(',', expression.Texts("values"))})",
        "DoesNotExist" => $"!{expression.Text("key")}",
        _ => expression.Text("key")!,
    };
}
