using Kubernetes.Models;
using Kubernetes.Models.Core;

namespace Operator.Rollout;

/// <summary>How the StatefulSet has to look for the next step, where the spec alone does not say it.</summary>
internal sealed record SetPlan
{
    /// <summary>Which of the app's two sets it is.</summary>
    public required string Colour { get; init; }

    public required int Replicas { get; init; }

    /// <summary>Pods with a lower ordinal keep their revision.</summary>
    public int Partition { get; init; }

    /// <summary>The pods' template instead of the one that the spec asks for: what they run while a rollout is aborted, or runs beside them.</summary>
    public PodTemplateSpec? Template { get; init; }

    /// <summary>How many restarts have been asked for: the pods carry the number, so that another one replaces them.</summary>
    public int Restarts { get; init; }

    /// <summary>Size in the claim template: immutable in a set, so it follows the spec only when the set is replaced.</summary>
    public required Quantity StorageSize { get; init; }

    /// <summary>Immutable in a set, too.</summary>
    public required string PodManagementPolicy { get; init; }

    /// <summary>Retain for as long as the set is being replaced or has no pods: no claim may go with it.</summary>
    public required string WhenScaled { get; init; }
}
