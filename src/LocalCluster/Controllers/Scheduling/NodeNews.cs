using Kubernetes.Models;
using Kubernetes.Models.Core;

namespace LocalCluster.Controllers.Scheduling;

/// <summary>Whether a node changed in something that decides about pods: labels, taints, being closed, size.</summary>
internal static class NodeNews
{
    public static bool Differs(ClusterNode before, ClusterNode now) =>
        before.Spec?.Unschedulable != now.Spec?.Unschedulable
        || !Taints(before).SequenceEqual(Taints(now))
        || !Texts(before.Metadata.Labels).SequenceEqual(Texts(now.Metadata.Labels))
        || !Sizes(before.Status?.Allocatable).SequenceEqual(Sizes(now.Status?.Allocatable));

    private static IEnumerable<(string Key, string? Value, string Effect)> Taints(ClusterNode node) =>
        (node.Spec?.Taints ?? []).Select(taint => (taint.Key, taint.Value, taint.Effect));

    private static IEnumerable<KeyValuePair<string, string>> Texts(IReadOnlyDictionary<string, string>? labels) =>
        (labels ?? new Dictionary<string, string>()).OrderBy(label => label.Key, StringComparer.Ordinal);

    private static IEnumerable<(string, Quantity)> Sizes(IReadOnlyDictionary<string, Quantity>? sizes) =>
        (sizes ?? new Dictionary<string, Quantity>()).OrderBy(size => size.Key, StringComparer.Ordinal).Select(size => (size.Key, size.Value));
}
