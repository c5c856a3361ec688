using Kubernetes.Models.Core;
using LocalCluster.Controllers.Selection;

namespace LocalCluster.Controllers.Scheduling;

/// <summary>Required affinity and anti-affinity between pods, within the nodes that share a topology label's value.</summary>
internal static class PodAffinityCheck
{
    private static readonly NodeRefusal NotNear = new("node(s) didn't match pod affinity rules");

    private static readonly NodeRefusal TooNear = new("node(s) didn't match pod anti-affinity rules", PreemptionMayHelp: true);

    private static readonly NodeRefusal Unwelcome = new("node(s) didn't satisfy existing pods anti-affinity rules", PreemptionMayHelp: true);

    public static NodeRefusal? Refusal(Pod pod, ClusterNode node, ClusterView cluster)
    {
        if (Near(pod).Any(term => !IsNear(pod, term, node, cluster))) return NotNear;
        if (Apart(pod).Any(term => PodsAround(term, node, cluster).Any(other => Means(pod, term, other, cluster)))) return TooNear;
        return cluster.Pods.Any(other => Repels(other, pod, node, cluster)) ? Unwelcome : null;
    }

    /// <summary>The first pod of a group that wants to be together goes anywhere.</summary>
    private static bool IsNear(Pod pod, PodAffinityTerm term, ClusterNode node, ClusterView cluster) =>
        PodsAround(term, node, cluster).Any(other => Means(pod, term, other, cluster))
        || (Means(pod, term, pod, cluster) && !cluster.Nodes.SelectMany(cluster.PodsOn).Any(other => Means(pod, term, other, cluster)));

    private static bool Repels(Pod other, Pod pod, ClusterNode node, ClusterView cluster)
    {
        var home = cluster.Nodes.FirstOrDefault(candidate => candidate.Metadata.Name == other.Spec?.NodeName);
        return home is not null
            && other.Status?.Phase is not ("Succeeded" or "Failed")
            && Apart(other).Any(term => SameTopology(term, home, node) && Means(other, term, pod, cluster));
    }

    private static IEnumerable<Pod> PodsAround(PodAffinityTerm term, ClusterNode node, ClusterView cluster) =>
        cluster.Nodes.Where(other => SameTopology(term, node, other)).SelectMany(cluster.PodsOn);

    private static bool SameTopology(PodAffinityTerm term, ClusterNode left, ClusterNode right) =>
        left.Metadata.Labels?.GetValueOrDefault(term.TopologyKey) is { } value
        && right.Metadata.Labels?.GetValueOrDefault(term.TopologyKey) == value;

    private static bool Means(Pod owner, PodAffinityTerm term, Pod other, ClusterView cluster)
    {
        var ns = other.Metadata.Namespace ?? "";
        var listed = term.Namespaces is { Count: > 0 } names ? names.Contains(ns) : term.NamespaceSelector is null && ns == owner.Metadata.Namespace;
        return (listed || term.NamespaceSelector.Matches(cluster.FindNamespace(ns)?.Metadata)) && term.LabelSelector.Matches(other.Metadata);
    }

    private static IEnumerable<PodAffinityTerm> Near(Pod pod) =>
        pod.Spec?.Affinity?.PodAffinity?.RequiredDuringSchedulingIgnoredDuringExecution ?? [];

    private static IEnumerable<PodAffinityTerm> Apart(Pod pod) =>
        pod.Spec?.Affinity?.PodAntiAffinity?.RequiredDuringSchedulingIgnoredDuringExecution ?? [];
}
