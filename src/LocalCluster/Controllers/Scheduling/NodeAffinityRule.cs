using Kubernetes.Models.Core;
using LocalCluster.Controllers.Selection;

namespace LocalCluster.Controllers.Scheduling;

/// <summary>The node selector and the required node affinity of a pod: terms are alternatives, requirements of a term add up.</summary>
internal static class NodeAffinityRule
{
    private static readonly Dictionary<string, string> NoLabels = [];

    public static bool Matches(Pod pod, ClusterNode node)
    {
        var labels = node.Metadata.Labels ?? NoLabels;
        if (pod.Spec?.NodeSelector?.Any(wanted => labels.GetValueOrDefault(wanted.Key) != wanted.Value) == true) return false;

        var required = pod.Spec?.Affinity?.NodeAffinity?.RequiredDuringSchedulingIgnoredDuringExecution;
        return required is null || required.NodeSelectorTerms?.Any(term => Matches(term, node, labels)) == true;
    }

    private static bool Matches(NodeSelectorTerm term, ClusterNode node, IReadOnlyDictionary<string, string> labels)
    {
        if (term is { MatchExpressions: null or { Count: 0 }, MatchFields: null or { Count: 0 } }) return false;

        var fields = new Dictionary<string, string> { ["metadata.name"] = node.Metadata.Name ?? "" };
        return (term.MatchExpressions ?? []).All(requirement => LabelMatch.Holds(requirement.Key, requirement.Operator, requirement.Values, labels))
            && (term.MatchFields ?? []).All(requirement => LabelMatch.Holds(requirement.Key, requirement.Operator, requirement.Values, fields));
    }
}
