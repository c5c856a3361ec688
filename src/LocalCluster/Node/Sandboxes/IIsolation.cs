using LocalCluster.Node.Processes;

namespace LocalCluster.Node.Sandboxes;

/// <summary>
/// How this machine keeps a container apart. Both ways speak the same protocol on standard output: the first line is `+` when
/// the program starts (all after it is the program's own) or `!name` when there is no such program; none at all means that the
/// container could not be built, and standard error says why.
/// </summary>
internal interface IIsolation
{
    /// <summary>Whether volumes are really mounted where the pod says.</summary>
    bool Mounts { get; }

    /// <summary>Prepares files in the launch's directory and says what to start.</summary>
    LaunchRequest Start(ContainerLaunch launch);

    /// <summary>What to start to run a command beside a container's program, with its files, environment and working directory.</summary>
    /// <param name="launch">How the container was started.</param>
    /// <param name="programId">The container's first process, as the host sees it.</param>
    /// <param name="command">The words to run.</param>
    /// <param name="terminal">A terminal that becomes the command's own, with all three streams on it; or null.</param>
    LaunchRequest Enter(ContainerLaunch launch, int programId, IReadOnlyList<string> command, string? terminal);
}
