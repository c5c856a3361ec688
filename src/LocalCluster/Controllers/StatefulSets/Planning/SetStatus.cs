namespace LocalCluster.Controllers.StatefulSets.Planning;

/// <summary>The counts and revisions of a StatefulSet's status.</summary>
internal sealed record SetStatus
{
    public required long ObservedGeneration { get; init; }

    public int Replicas { get; init; }

    public int ReadyReplicas { get; init; }

    public int AvailableReplicas { get; init; }

    public int CurrentReplicas { get; init; }

    public int UpdatedReplicas { get; init; }

    public required string CurrentRevision { get; init; }

    public required string UpdateRevision { get; init; }

    public int CollisionCount { get; init; }

    /// <summary>
    /// Whether the status on the server has to be replaced by this one. The generation only ever grows, and a collision alone
    /// is no reason to write: both as upstream compares.
    /// </summary>
    public bool Replaces(SetStatus other) =>
        ObservedGeneration > other.ObservedGeneration
        || this with { ObservedGeneration = 0, CollisionCount = 0 } != other with { ObservedGeneration = 0, CollisionCount = 0 };
}
