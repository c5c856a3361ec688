namespace LocalCluster.Node.Processes;

/// <summary>One process to start: an absolute program, its words, and its whole environment (nothing is inherited).</summary>
internal sealed record LaunchRequest
{
    public required string Program { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];

    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>On the host; null means the cluster's own.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>How signals reach the program that the process stands for.</summary>
    public SignalScope Signals { get; init; } = SignalScope.ProcessGroup;
}
