using System.Globalization;
using LocalCluster.Node.Processes;

namespace LocalCluster.Node.Sandboxes;

/// <summary>
/// Linux namespaces by util-linux: a container has its own mounts, process ids and host name, and shares the network. It is a
/// way to put volumes in their place and to leave nothing behind, not a security boundary. Everything goes with the container's
/// first process, and that one goes with the node (PR_SET_PDEATHSIG all the way down).
/// </summary>
internal sealed class NamespaceIsolation(HostTools tools, IHostView host, bool asRoot) : IIsolation
{
    /// <summary>
    /// Starts the first process of the new PID namespace and ends as it does, with 128 + n for signal n. (`unshare --fork` would
    /// do, but loses the exit code of a process that was killed.) It keeps none of the streams, and says nothing itself.
    /// </summary>
    private const string Await = "exec 3>&2 2>/dev/null; \"$@\" 2>&3 3>&- & exec 3>&- >/dev/null; wait $!; exit $?";

    private const string RootDirectory = "root";
    private const string ScriptFile = "start.sh";
    private const string ResolverConfiguration = "/etc/resolv.conf";

    public bool Mounts => true;

    public LaunchRequest Start(ContainerLaunch launch)
    {
        var root = Path.Combine(launch.Directory, RootDirectory);
        Directory.CreateDirectory(root);
        IReadOnlyList<string> needed = [.. launch.Needed, Path.GetDirectoryName(host.Resolve(ResolverConfiguration))!];
        var steps = SandboxLayout.Plan(host, launch.Mounts, needed);
        var (script, tables) = SandboxScript.Write(steps, tools, launch.Directory, root, launch.Hostname);
        foreach (var (name, table) in tables) File.WriteAllText(Path.Combine(launch.Directory, name), table);
        var scriptFile = Path.Combine(launch.Directory, ScriptFile);
        File.WriteAllText(scriptFile, script);

        return new LaunchRequest
        {
            Program = tools.Setpriv,
            Arguments =
            [
                "--pdeathsig", "KILL", tools.Setsid, tools.Unshare, "--mount", "--uts", "--pid",
                .. asRoot ? [] : new[] { "--map-root-user" },
                "/bin/sh", "-c", Await, "sh", tools.Setpriv, "--pdeathsig", "KILL",
                "/bin/sh", scriptFile, launch.WorkingDirectory, .. launch.CommandLine,
            ],
            Variables = launch.Variables,
            Signals = SignalScope.NamespaceInit,
        };
    }

    public LaunchRequest Enter(ContainerLaunch launch, int programId, IReadOnlyList<string> command, string? terminal)
    {
        string[] words =
        [
            tools.Nsenter, "--target", programId.ToString(CultureInfo.InvariantCulture), "--mount", "--uts", "--pid", "--root", "--wd",
            .. asRoot ? [] : new[] { "--user", "--preserve-credentials" },
            "/bin/sh", "-c", SandboxScript.Enter, "sh", launch.WorkingDirectory, .. command,
        ];
        return TerminalWords.Session(tools.Setpriv, tools.Setsid, words, terminal) with
        {
            Variables = TerminalWords.Variables(launch.Variables, terminal),
            Signals = SignalScope.NamespaceInit,
        };
    }
}
