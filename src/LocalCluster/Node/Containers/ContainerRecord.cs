namespace LocalCluster.Node.Containers;

/// <summary>All that the node knows about one container of a pod: what its status is made of.</summary>
internal sealed record ContainerRecord
{
    public required string Name { get; init; }

    public required string Image { get; init; }

    public RunState State { get; init; } = new RunState.Waiting(WaitingReasons.ContainerCreating);

    /// <summary>How it ended the last time.</summary>
    public RunState.Terminated? LastState { get; init; }

    public int RestartCount { get; init; }

    /// <summary>Known once the image is on the machine.</summary>
    public string? ImageId { get; init; }

    /// <summary>Of the latest start, also after its end.</summary>
    public string? ContainerId { get; init; }

    /// <summary>Whether its startup probe has succeeded, or it has none.</summary>
    public bool Started { get; init; }

    /// <summary>What the readiness probe says; true when there is none and the container has started.</summary>
    public bool PassesReadiness { get; init; }

    public bool Ready => State is RunState.Running && Started && PassesReadiness;

    public bool HasSucceeded => State is RunState.Terminated { ExitCode: 0 };
}
