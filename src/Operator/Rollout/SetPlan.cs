using Kubernetes.Models;

namespace Operator.Rollout;

/// <summary>How the StatefulSet has to look for the next step, where the spec alone does not say it.</summary>
internal sealed record SetPlan
{
    /// <summary>Pods with a lower ordinal keep their revision.</summary>
    public int Partition { get; init; }

    /// <summary>Size in the claim template: immutable in a set, so it follows the spec only when the set is replaced.</summary>
    public required Quantity StorageSize { get; init; }

    /// <summary>Immutable in a set, too.</summary>
    public required string PodManagementPolicy { get; init; }

    /// <summary>Retain for as long as the set is being replaced: no claim may go with it.</summary>
    public required string WhenScaled { get; init; }
}
