using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Kubernetes.Models.StorageClasses;

namespace LocalCluster.Controllers.Scheduling;

/// <summary>What a placement is decided from.</summary>
internal sealed record ClusterView
{
    public required IReadOnlyCollection<ClusterNode> Nodes { get; init; }

    /// <summary>All pods, those without a node too.</summary>
    public required IReadOnlyCollection<Pod> Pods { get; init; }

    public required Func<ObjectKey, PersistentVolumeClaim?> FindClaim { get; init; }

    public required Func<string, Namespace?> FindNamespace { get; init; }

    public required Func<string, StorageClass?> FindClass { get; init; }

    /// <summary>The pods on a node that still use it.</summary>
    public IEnumerable<Pod> PodsOn(ClusterNode node) =>
        Pods.Where(pod => pod.Spec?.NodeName == node.Metadata.Name && pod.Status?.Phase is not ("Succeeded" or "Failed"));
}
