namespace LocalCluster.Controllers.StatefulSets.Planning;

/// <summary>Everything the planner may know of the set itself.</summary>
internal sealed record SetFacts
{
    public required int Replicas { get; init; }

    /// <summary>The ordinal of the first pod (`spec.ordinals.start`).</summary>
    public int FirstOrdinal { get; init; }

    /// <summary>OrderedReady: one pod after another, each waits for those before it.</summary>
    public bool Ordered { get; init; }

    public UpdateRule Update { get; init; } = new UpdateRule.Rolling(0);

    /// <summary>How many pods of the current revision the last plan for the set counted.</summary>
    public int CurrentReplicas { get; init; }

    public TimeSpan MinReady { get; init; }

    /// <summary>The set is being deleted: only its status is kept.</summary>
    public bool Deleting { get; init; }

    public long Generation { get; init; }

    public bool Wants(int ordinal) => ordinal >= FirstOrdinal && ordinal < FirstOrdinal + Replicas;
}
