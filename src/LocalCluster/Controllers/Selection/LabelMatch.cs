using System.Globalization;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;

namespace LocalCluster.Controllers.Selection;

/// <summary>The kinds of selectors, asked about an object: every requirement has to hold.</summary>
internal static class LabelMatch
{
    /// <summary>A null selector matches nothing, an empty one everything.</summary>
    public static bool Matches(this LabelSelector? selector, ObjectMeta? metadata) =>
        selector is not null && Selector.From(selector).Matches(metadata?.Labels);

    /// <summary>A service's selector: plain labels; absent or empty matches nothing.</summary>
    public static bool Selects(this Service service, ObjectMeta metadata) =>
        service.Spec?.Selector is { Count: > 0 } selector
        && selector.All(wanted => metadata.Labels?.GetValueOrDefault(wanted.Key) == wanted.Value);

    /// <summary>One requirement of a node selector. Gt and Lt compare whole numbers.</summary>
    public static bool Holds(string key, string operation, IReadOnlyList<string>? values, IReadOnlyDictionary<string, string> labels)
    {
        var label = labels.GetValueOrDefault(key);
        return operation switch
        {
            "In" => label is not null && (values ?? []).Contains(label),
            "NotIn" => label is null || !(values ?? []).Contains(label),
            "Exists" => label is not null,
            "DoesNotExist" => label is null,
            "Gt" => Compare(label, values) > 0,
            "Lt" => Compare(label, values) < 0,
            _ => false,
        };
    }

    private static int? Compare(string? label, IReadOnlyList<string>? values) =>
        values is [var value] && Whole(label) is { } left && Whole(value) is { } right ? left.CompareTo(right) : null;

    private static long? Whole(string? text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
