namespace LocalCluster.Controllers.StatefulSets.Planning;

/// <summary>Everything the planner may know of one pod of the set.</summary>
internal sealed record PodFacts
{
    public required string Name { get; init; }

    public required string Uid { get; init; }

    public required int Ordinal { get; init; }

    /// <summary>The name of the revision that the pod was made from; empty when the label is missing.</summary>
    public string Revision { get; init; } = "";

    public PodPhase Phase { get; init; } = PodPhase.Pending;

    public bool Terminating { get; init; }

    /// <summary>Since when the Ready condition is True; null while it is not.</summary>
    public DateTimeOffset? ReadySince { get; init; }

    /// <summary>Name, labels and volumes are those that the set gives to this ordinal.</summary>
    public bool IdentityMatches { get; init; } = true;

    /// <summary>Every claim of this ordinal exists.</summary>
    public bool ClaimsExist { get; init; } = true;

    /// <summary>The claims' owners are those that the set's retention policy asks for.</summary>
    public bool ClaimOwnersMatch { get; init; } = true;

    public bool IsReady => Phase == PodPhase.Running && ReadySince is not null;

    public bool IsFinished => Phase is PodPhase.Failed or PodPhase.Succeeded;

    public bool IsAvailable(TimeSpan minReady, DateTimeOffset now) =>
        ReadySince is { } since && (minReady == TimeSpan.Zero || since + minReady <= now);

    /// <summary>Counts against a rolling update: it waits for such a pod before it takes the next one.</summary>
    public bool IsUnavailable(TimeSpan minReady, DateTimeOffset now) => Terminating || !IsReady || !IsAvailable(minReady, now);
}
