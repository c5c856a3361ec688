using LocalCluster.Node.Processes;

namespace LocalCluster.Node.Sandboxes;

/// <summary>Finds out, by trying, how far this machine can keep containers apart.</summary>
internal static partial class IsolationProbe
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    public static async Task<IIsolation> ChooseAsync(ProcessThread processes, string directory, ILogger logger, CancellationToken cancellationToken)
    {
        var bare = new BareIsolation(HostTools.FindProgram("setpriv"), HostTools.FindProgram("setsid"));
        if (!OperatingSystem.IsLinux())
        {
            LogNoMounts(logger, "namespaces need Linux");
            return bare;
        }

        if (HostTools.Find(out var missing) is not { } tools)
        {
            LogNoMounts(logger, $"the program '{missing}' is not installed");
            return bare;
        }

        var isolation = new NamespaceIsolation(tools, new HostFileSystem(), Environment.IsPrivilegedProcess);
        if (await TryAsync(isolation, processes, directory, cancellationToken) is { } failure)
        {
            LogNoMounts(logger, failure);
            return bare;
        }

        return isolation;
    }

    /// <summary>Null when a container with one mount of its own works; otherwise why not.</summary>
    private static async Task<string?> TryAsync(
        NamespaceIsolation isolation, ProcessThread processes, string directory, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(directory);
        var launch = new ContainerLaunch
        {
            Directory = directory,
            Hostname = "probe",
            CommandLine = ["/bin/sh", "-c", "test -d /probe-of-mounts"],
            Variables = new Dictionary<string, string>(),
            Mounts = [new SandboxMount(directory, "/probe-of-mounts", ReadOnly: false)],
        };
        await using var child = await processes.StartAsync(isolation.Start(launch), cancellationToken);
        using var reader = new StreamReader(child.Error);
        var error = reader.ReadToEndAsync(cancellationToken);
        var exit = await child.Exit.WaitAsync(Deadline, TimeProvider.System, cancellationToken);
        return exit == 0 ? null : (await error).Trim();
    }

    [LoggerMessage(4400, LogLevel.Warning,
        "Containers run without mounts of their own, because {Reason}; volumes are passed to them as DATA_DIR and cannot be seen at their mountPath")]
    private static partial void LogNoMounts(ILogger logger, string reason);
}
