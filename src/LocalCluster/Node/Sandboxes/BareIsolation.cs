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

    public LaunchRequest Start(ContainerLaunch launch) => Shell(launch, SandboxScript.Begin, launch.CommandLine);

    public LaunchRequest Enter(ContainerLaunch launch, int programId, IReadOnlyList<string> command) =>
        Shell(launch, SandboxScript.Enter, command);

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

    private LaunchRequest Shell(ContainerLaunch launch, string script, IReadOnlyList<string> command)
    {
        List<string> words = ["/bin/sh", "-c", script, "sh", Translate(launch, launch.WorkingDirectory)];
        words.AddRange(command.Select(word => Translate(launch, word)));
        if (setsid is not null) words.Insert(0, setsid);
        if (setpriv is not null) words.InsertRange(0, [setpriv, "--pdeathsig", "KILL"]);
        return new LaunchRequest
        {
            Program = words[0],
            Arguments = words[1..],
            Variables = Variables(launch),
            Signals = setsid is null ? SignalScope.ProcessTree : SignalScope.ProcessGroup,
        };
    }
}
