namespace LocalCluster.Node.Containers;

/// <summary>Where a container is in its life, as its status tells it.</summary>
internal abstract record RunState
{
    public sealed record Waiting(string Reason, string? Message = null) : RunState;

    public sealed record Running(DateTimeOffset StartedAt) : RunState;

    /// <summary>Ended. The times are null when the container was never seen to run.</summary>
    public sealed record Terminated : RunState
    {
        public required int ExitCode { get; init; }

        public required string Reason { get; init; }

        public string? Message { get; init; }

        public DateTimeOffset? StartedAt { get; init; }

        public DateTimeOffset? FinishedAt { get; init; }

        public string? ContainerId { get; init; }
    }
}
