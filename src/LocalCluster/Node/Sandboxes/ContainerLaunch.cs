namespace LocalCluster.Node.Sandboxes;

/// <summary>All that is needed to start a container's program.</summary>
internal sealed record ContainerLaunch
{
    /// <summary>An existing directory of the host that belongs to this start of the container alone.</summary>
    public required string Directory { get; init; }

    public required string Hostname { get; init; }

    public required IReadOnlyList<string> CommandLine { get; init; }

    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    public string WorkingDirectory { get; init; } = "/";

    public IReadOnlyList<SandboxMount> Mounts { get; init; } = [];

    /// <summary>Host directories that the program is read from.</summary>
    public IReadOnlyList<string> Needed { get; init; } = [];
}
