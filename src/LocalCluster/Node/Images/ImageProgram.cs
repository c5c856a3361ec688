namespace LocalCluster.Node.Images;

/// <summary>What an image runs on this machine.</summary>
internal sealed record ImageProgram
{
    /// <summary>The image's own identity, as a container status reports it in `imageID`.</summary>
    public required string ImageId { get; init; }

    /// <summary>The image's ENTRYPOINT: a container's `command` replaces it.</summary>
    public IReadOnlyList<string> EntryPoint { get; init; } = [];

    /// <summary>The image's CMD: a container's `args`, or its `command`, replaces it.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The image's ENV: the container's own variables win.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>Host directories that the program is read from, and that must stay visible inside its mounts.</summary>
    public IReadOnlyList<string> Directories { get; init; } = [];

    /// <summary>Whether the program is an ASP.NET app that has to be told to listen on the pod's own address.</summary>
    public bool ListensOnPodAddress { get; init; }

    /// <summary>The words that start a container, by the rule of `command` and `args` (docs: "Define a Command and Arguments").</summary>
    public IReadOnlyList<string> CommandLine(IReadOnlyList<string>? command, IReadOnlyList<string>? args) =>
        command is { Count: > 0 } ? [.. command, .. args ?? []]
        : args is { Count: > 0 } ? [.. EntryPoint, .. args]
        : [.. EntryPoint, .. Arguments];
}
