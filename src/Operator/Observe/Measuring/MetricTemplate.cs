using System.Text.RegularExpressions;

namespace Operator.Observe.Measuring;

/// <summary>Puts names of the rollout into an address or a query.</summary>
internal static partial class MetricTemplate
{
    /// <exception cref="MetricException">The text has a name that there is nothing for.</exception>
    public static string Fill(string text, Observed observed) => Placeholder().Replace(text, found => found.Groups[1].Value switch
    {
        "name" => observed.Name,
        "namespace" => observed.Namespace,
        "revision" => observed.App.Status?.Rollout?.Revision ?? "",
        "stableRevision" => observed.App.Status?.StableRevision ?? "",
        var other => throw new MetricException($"{{{{{other}}}}} stands for nothing: write {{{{name}}}}, {{{{namespace}}}}, {{{{revision}}}} or {{{{stableRevision}}}}"),
    });

    [GeneratedRegex(@"\{\{\s*([^{}]*?)\s*\}\}")]
    private static partial Regex Placeholder();
}
