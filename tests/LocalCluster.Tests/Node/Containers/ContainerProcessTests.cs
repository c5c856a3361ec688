using System.Text;
using LocalCluster.Node.Containers;
using LocalCluster.Node.Logs;
using LocalCluster.Node.Processes;
using LocalCluster.Node.Sandboxes;
using Microsoft.Extensions.Logging.Abstractions;

namespace LocalCluster.Tests.Node.Containers;

/// <summary>Real processes with real mounts. The tests about mounts do nothing on a machine that cannot make any.</summary>
public sealed class ContainerProcessTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private readonly string _directory = Directory.CreateTempSubdirectory("container").FullName;
    private readonly ProcessThread _processes = new();
    private IIsolation _isolation = null!;
    private int _starts;

    public async Task InitializeAsync() =>
        _isolation = await IsolationProbe.ChooseAsync(_processes, Path.Combine(_directory, "probe"), NullLogger.Instance, CancellationToken.None);

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _processes.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task What_a_container_writes_is_its_log_and_its_exit_code_is_told()
    {
        await using var container = await StartAsync("echo out; echo err >&2; exit 3");

        Assert.Equal(3, await container.Exit.WaitAsync(Deadline));
        var text = await ReadAsync(container);
        Assert.Contains("out\n", text, StringComparison.Ordinal);
        Assert.Contains("err\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_volume_is_where_the_pod_says_and_the_host_has_no_such_directory()
    {
        if (!_isolation.Mounts) return;
        var volume = Directory.CreateDirectory(Path.Combine(_directory, "vol ume")).FullName;
        var path = $"/data-of-test-{Guid.NewGuid():N}";

        await using var container = await StartAsync($"echo 42 > {path}/visits.txt; hostname; echo $$", new SandboxMount(volume, path, ReadOnly: false));

        Assert.Equal(0, await container.Exit.WaitAsync(Deadline));
        Assert.Equal("42\n", await File.ReadAllTextAsync(Path.Combine(volume, "visits.txt")));
        Assert.False(Directory.Exists(path));
        Assert.Equal("a-pod\n1\n", await ReadAsync(container));
    }

    [Fact]
    public async Task A_mount_point_inside_a_directory_of_the_host_does_not_touch_it()
    {
        if (!_isolation.Mounts) return;
        var volume = Directory.CreateDirectory(Path.Combine(_directory, "vol")).FullName;
        await File.WriteAllTextAsync(Path.Combine(volume, "file"), "here");

        await using var container = await StartAsync(
            "cat /usr/share/of-a-test/file /var/run/secrets/x/file; touch /usr/share/of-a-test/new 2>/dev/null; test -d /usr/share && test -e /usr/bin/env",
            new SandboxMount(volume, "/usr/share/of-a-test", ReadOnly: true),
            new SandboxMount(volume, "/var/run/secrets/x", ReadOnly: true));

        Assert.Equal(0, await container.Exit.WaitAsync(Deadline));
        Assert.StartsWith("herehere", await ReadAsync(container), StringComparison.Ordinal);
        Assert.False(Directory.Exists("/usr/share/of-a-test"));
        Assert.False(File.Exists(Path.Combine(volume, "new")), "the mount is read-only");
    }

    [Fact]
    public async Task A_command_inside_a_container_sees_its_files_and_environment()
    {
        var volume = Directory.CreateDirectory(Path.Combine(_directory, "vol")).FullName;
        await using var container = await StartAsync("echo 7 > /data/visits.txt; sleep 100", new SandboxMount(volume, "/data", ReadOnly: false));
        await Eventually.Holds(() => Task.FromResult(File.Exists(Path.Combine(volume, "visits.txt"))), "the container's file", Deadline);

        var result = await ContainerCommands.RunAsync(container, ["/bin/sh", "-c", "cat /data/visits.txt; echo $GREETING; exit 5"], CancellationToken.None);

        Assert.Equal(5, result.ExitCode);
        if (_isolation.Mounts) Assert.Equal("7\nhello\n", result.Output);
    }

    [Fact]
    public async Task A_command_that_does_not_exist_is_told_in_a_container_runtimes_words()
    {
        await using var container = await StartAsync("sleep 100");

        var result = await ContainerCommands.RunAsync(container, ["no-such-program"], CancellationToken.None);

        Assert.Equal(127, result.ExitCode);
        Assert.Contains("exec: \"no-such-program\": executable file not found in $PATH", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_does_not_exist_is_a_failed_start()
    {
        var failure = await Assert.ThrowsAsync<ContainerStartException>(() => StartAsync(["no-such-program"]));

        Assert.Equal("RunContainerError", failure.WaitingReason);
        Assert.Contains("\"no-such-program\"", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_volume_that_is_not_there_is_a_failed_creation()
    {
        if (!_isolation.Mounts) return;

        var failure = await Assert.ThrowsAsync<ContainerStartException>(
            () => StartAsync(["true"], new SandboxMount("/no/such/volume", "/data", ReadOnly: false)));

        Assert.Equal("CreateContainerError", failure.WaitingReason);
        Assert.Contains("/no/such/volume", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signal_reaches_the_program_and_a_kill_reaches_all_it_started()
    {
        var marker = $"{Random.Shared.Next(100_000, 999_999)}";
        await using var polite = await StartAsync("trap 'echo bye; exit 0' TERM; while :; do sleep 0.05; done");
        await using var stubborn = await StartAsync($"trap '' TERM; sleep {marker} & echo started; while :; do sleep 0.05; done");
        await Eventually.Succeeds(async () => Assert.Equal("started\n", await ReadAsync(stubborn)), Deadline);

        polite.Signal(Signals.Terminate);
        stubborn.Signal(Signals.Terminate);
        Assert.Equal(0, await polite.Exit.WaitAsync(Deadline));
        Assert.Equal("bye\n", await ReadAsync(polite));
        Assert.False(stubborn.Exit.IsCompleted);

        stubborn.Signal(Signals.Kill);
        Assert.Equal(137, await stubborn.Exit.WaitAsync(Deadline));
        if (OperatingSystem.IsLinux()) await Eventually.Holds(() => Task.FromResult(!Runs($"sleep\0{marker}")), "everything that it started is gone", Deadline);
    }

    [Fact]
    public async Task Processes_end_when_the_thread_that_started_them_does()
    {
        if (!_isolation.Mounts) return;
        var marker = $"{Random.Shared.Next(100_000, 999_999)}";
        var processes = new ProcessThread();
        await using var container = await ContainerProcess.StartAsync(
            processes, _isolation, Launch(["/bin/sh", "-c", $"sleep {marker} & sleep {marker}"]), NewLog(), CancellationToken.None);

        processes.Dispose();

        Assert.Equal(137, await container.Exit.WaitAsync(Deadline));
        await Eventually.Holds(() => Task.FromResult(!Runs($"sleep\0{marker}")), "nothing survives the node's thread", Deadline);
    }

    [Fact]
    public async Task A_machine_without_namespaces_gives_the_volumes_own_directory_instead()
    {
        var volume = Directory.CreateDirectory(Path.Combine(_directory, "vol")).FullName;
        var bare = new BareIsolation(HostTools.FindProgram("setpriv"), HostTools.FindProgram("setsid"));
        var launch = Launch(["/bin/sh", "-c", "echo 1 > $DATA_DIR/a; echo 2 > $1", "sh", "/data/b"], new SandboxMount(volume, "/data", ReadOnly: false));

        await using var container = await ContainerProcess.StartAsync(_processes, bare, launch, NewLog(), CancellationToken.None);

        Assert.Equal(0, await container.Exit.WaitAsync(Deadline));
        Assert.Equal("1\n", await File.ReadAllTextAsync(Path.Combine(volume, "a")));
        Assert.Equal("2\n", await File.ReadAllTextAsync(Path.Combine(volume, "b")));
    }

    private static bool Runs(string commandLine) => Directory.EnumerateDirectories("/proc")
        .Where(path => int.TryParse(Path.GetFileName(path), out _))
        .Any(path => CommandLine(path).StartsWith(commandLine, StringComparison.Ordinal));

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static async Task<string> ReadAsync(ContainerProcess container)
    {
        using var text = new MemoryStream();
        await new LogReader(new LogQuery()).CopyAsync(container.Log.Path, live: null, text, CancellationToken.None);
        return Encoding.UTF8.GetString(text.ToArray());
    }

    private Task<ContainerProcess> StartAsync(string script, params SandboxMount[] mounts) => StartAsync(["/bin/sh", "-c", script], mounts);

    private Task<ContainerProcess> StartAsync(string[] command, params SandboxMount[] mounts) =>
        ContainerProcess.StartAsync(_processes, _isolation, Launch(command, mounts), NewLog(), CancellationToken.None);

    private ContainerLaunch Launch(string[] command, params SandboxMount[] mounts) => new()
    {
        Directory = Directory.CreateDirectory(Path.Combine(_directory, $"start {_starts++}")).FullName,
        Hostname = "a-pod",
        CommandLine = command,
        Variables = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin", ["GREETING"] = "hello" },
        Mounts = mounts,
    };

    private ContainerLog NewLog() => new(Path.Combine(_directory, "logs", $"{_starts}-{Guid.NewGuid():N}.log"), TimeProvider.System);
}
