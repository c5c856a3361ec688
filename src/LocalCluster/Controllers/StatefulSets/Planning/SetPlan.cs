namespace LocalCluster.Controllers.StatefulSets.Planning;

/// <summary>
/// What to do now. The actions of one stage do not depend on each other; a stage starts when the one before it has succeeded.
/// </summary>
internal sealed record SetPlan
{
    public required IReadOnlyList<IReadOnlyList<SetAction>> Stages { get; init; }

    /// <summary>The status to write after all stages have succeeded.</summary>
    public required SetStatus Status { get; init; }

    /// <summary>The status to write after a stage has failed.</summary>
    public required SetStatus StatusIfInterrupted { get; init; }

    /// <summary>When a pod becomes available by the mere passing of time; null when no change is due without an event.</summary>
    public TimeSpan? CheckAgainIn { get; init; }
}
