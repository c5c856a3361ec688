using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;

namespace LocalCluster.ApiServer.Selectors;

/// <summary>All requirements have to hold.</summary>
internal sealed record LabelSelector(IReadOnlyList<LabelRequirement> Requirements)
{
    public static LabelSelector Everything { get; } = new([]);

    public bool IsEverything => Requirements.Count == 0;

    /// <exception cref="SelectorException">With the server's words.</exception>
    public static LabelSelector Parse(string text) => string.IsNullOrEmpty(text) ? Everything : new LabelSelectorParser(text).Parse();

    /// <summary>The structured form, as in <c>spec.selector</c>; null selects nothing.</summary>
    public static LabelSelector? FromObject(JsonObject? selector)
    {
        if (selector is null)
            return null;
        var equal = (selector.Object("matchLabels") ?? [])
            .Select(one => new LabelRequirement(one.Key, LabelOperator.In, new HashSet<string> { one.Value.Text() ?? "" }));
        var expressions = selector.Items("matchExpressions").Select(FromExpression);
        return new LabelSelector([.. equal, .. expressions]);
    }

    public bool Matches(IReadOnlyDictionary<string, string> labels)
    {
        foreach (var requirement in Requirements)
        {
            if (!requirement.Matches(labels))
                return false;
        }

        return true;
    }

    private static LabelRequirement FromExpression(JsonObject expression) => new(
        expression.Text("key") ?? "",
        Enum.TryParse<LabelOperator>(expression.Text("operator"), out var op) ? op : LabelOperator.In,
        expression.Texts("values").ToHashSet(StringComparer.Ordinal));
}
