using Kubernetes.Models.Core;

namespace LocalCluster.Controllers.Scheduling;

/// <summary>What becomes of a pod that has no node yet.</summary>
internal abstract record Placement
{
    private Placement()
    {
    }

    /// <summary>It goes to this node, after the claims that waited for it have got their volumes.</summary>
    internal sealed record Bind(string Node, IReadOnlyList<PersistentVolumeClaim> ClaimsToProvision) : Placement;

    /// <summary>It has to wait; the message is that of its PodScheduled condition.</summary>
    internal sealed record Refuse(string Message) : Placement;

    /// <summary>It is not ours to place: gated, going, or another scheduler's.</summary>
    internal sealed record Ignore : Placement;
}
