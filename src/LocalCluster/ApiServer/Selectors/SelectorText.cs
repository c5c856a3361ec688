using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;

namespace LocalCluster.ApiServer.Selectors;

/// <summary>A selector object as the one-line text that selectors in URLs and tables have.</summary>
internal static class SelectorText
{
    /// <summary>Of a LabelSelector, or of the plain map that older kinds have.</summary>
    public static string Of(JsonObject? selector)
    {
        if (selector is null)
            return "";
        var isPlain = selector.Count > 0 && !selector.ContainsKey("matchLabels") && !selector.ContainsKey("matchExpressions");
        var labels = isPlain ? selector : selector.Object("matchLabels") ?? [];
        var equal = labels.Select(one => (one.Key, Text: $"{one.Key}={one.Value.Text()}"));
        var expressions = isPlain ? [] : selector.Items("matchExpressions").Select(one => (Key: one.Text("key") ?? "", Text: Expression(one)));
        return string.Join(",", equal.Concat(expressions).OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => one.Text));
    }

    private static string Expression(JsonObject expression)
    {
        var (key, values) = (expression.Text("key"), string.Join(",", expression.Texts("values").Order(StringComparer.Ordinal)));
        return expression.Text("operator") switch
        {
            "In" => $"{key} in ({values})",
            "NotIn" => $"{key} notin ({values})",
            "Exists" => key ?? "",
            "DoesNotExist" => $"!{key}",
            _ => "",
        };
    }
}
