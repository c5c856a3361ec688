using LocalCluster.Node.Processes;

namespace LocalCluster.Node.Sandboxes;

/// <summary>
/// No namespaces: containers see the host's files. What names a mounted path (in the environment, the words of a command, or the
/// working directory) is given the volume's own directory instead, and DATA_DIR points at the first volume.
/// </summary>
internal sealed class BareIsolation(string? setpriv, string? setsid) : IIsolation
{
    private const string DataDirectory = "DATA_DIR";
    private const string SecretsDirectory = "/var/run/secrets/";

    public bool Mounts => false;

    public LaunchRequest Start(ContainerLaunch launch) => Shell(launch, SandboxScript.Begin, launch.CommandLine, terminal: null);

    public LaunchRequest Enter(ContainerLaunch launch, int programId, IReadOnlyList<string> command, string? terminal) =>
        Shell(launch, SandboxScript.Enter, command, terminal);

    private static string Translate(ContainerLaunch launch, string text)
    {
        foreach (var mount in launch.Mounts.OrderByDescending(mount => mount.Target.Length))
        {
            if (text == mount.Target) return mount.Source;
            if (text.StartsWith(mount.Target + "/", StringComparison.Ordinal)) return mount.Source + text[mount.Target.Length..];
        }

        return text;
    }

    private static Dictionary<string, string> Variables(ContainerLaunch launch)
    {
        var variables = launch.Variables.ToDictionary(pair => pair.Key, pair => Translate(launch, pair.Value), StringComparer.Ordinal);
        var data = launch.Mounts.FirstOrDefault(mount => !mount.IsFile && !mount.Target.StartsWith(SecretsDirectory, StringComparison.Ordinal));
        if (data is not null) variables.TryAdd(DataDirectory, data.Source);
        return variables;
    }

    private LaunchRequest Shell(ContainerLaunch launch, string script, IReadOnlyList<string> command, string? terminal)
    {
        string[] words =
            ["/bin/sh", "-c", script, "sh", Translate(launch, launch.WorkingDirectory), .. command.Select(word => Translate(launch, word))];
        return TerminalWords.Session(setpriv, setsid, words, terminal) with
        {
            Variables = TerminalWords.Variables(Variables(launch), terminal),
            Signals = setsid is null ? SignalScope.ProcessTree : SignalScope.ProcessGroup,
        };
    }
}
