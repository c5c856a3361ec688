using System.Collections.Immutable;
using LocalCluster.Node.Containers;

namespace LocalCluster.Node.Pods;

/// <summary>All that the node knows about a pod at one moment. Statuses are made of it and nothing else.</summary>
internal sealed record PodSnapshot
{
    /// <summary>When the node took the pod on.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>Null until the pod has its address.</summary>
    public string? Address { get; init; }

    /// <summary>Whether volumes and address are there, so that containers can start; false again when all have stopped for good.</summary>
    public bool CanStartContainers { get; init; }

    /// <summary>Whether the node has stopped the pod for good: nothing will be restarted.</summary>
    public bool IsStopped { get; init; }

    /// <summary>When the pod was out of time (activeDeadlineSeconds); null while it is not.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>By name, init containers included.</summary>
    public ImmutableDictionary<string, ContainerRecord> Containers { get; init; } = ImmutableDictionary<string, ContainerRecord>.Empty;
}
