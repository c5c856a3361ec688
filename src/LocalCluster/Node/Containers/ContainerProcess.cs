using System.Security.Cryptography;
using System.Text;
using LocalCluster.Node.Logs;
using LocalCluster.Node.Processes;
using LocalCluster.Node.Sandboxes;

namespace LocalCluster.Node.Containers;

/// <summary>One running container: its process, its log, and a way in. Disposing kills it.</summary>
internal sealed class ContainerProcess : IAsyncDisposable
{
    private const byte Started = (byte)'+';
    private const byte NoProgram = (byte)'!';
    private const int MaximumFirstLine = 4096;

    /// <summary>How long the output of an ended container is waited for: a process that escaped may hold the pipe open.</summary>
    private static readonly TimeSpan DrainDeadline = TimeSpan.FromSeconds(2);

    private readonly ChildProcess _child;
    private readonly ContainerLaunch _launch;
    private readonly IIsolation _isolation;
    private readonly ProcessThread _processes;
    private readonly CancellationTokenSource _drained = new();

    private ContainerProcess(ChildProcess child, ContainerLaunch launch, IIsolation isolation, ProcessThread processes, ContainerLog log)
    {
        _child = child;
        _launch = launch;
        _isolation = isolation;
        _processes = processes;
        Log = log;
        Exit = RunAsync();
    }

    public string Id { get; } = $"process://{RandomNumberGenerator.GetHexString(64, lowercase: true)}";

    public ContainerLog Log { get; }

    /// <summary>Completes with the exit code (128 + n for signal n) when the program has ended and its output is in the log.</summary>
    public Task<int> Exit { get; }

    /// <summary>Returns when the program runs. The log is the container's from then on.</summary>
    /// <exception cref="ContainerStartException">It does not run.</exception>
    public static async Task<ContainerProcess> StartAsync(
        ProcessThread processes, IIsolation isolation, ContainerLaunch launch, ContainerLog log, CancellationToken cancellationToken)
    {
        ChildProcess child;
        try
        {
            child = await processes.StartAsync(isolation.Start(launch), cancellationToken);
        }
        catch (ProcessStartException e)
        {
            throw ContainerStartException.NotStarted(e);
        }

        try
        {
            child.Input.Close();
            await AwaitProgramAsync(child, cancellationToken);
            return new ContainerProcess(child, launch, isolation, processes, log);
        }
        catch
        {
            await child.DisposeAsync();
            throw;
        }
    }

    public void Signal(int signal) => _child.Signal(signal);

    /// <summary>Starts a command inside the container. The caller disposes it; it ends with the container at the latest.</summary>
    /// <param name="command">Its words.</param>
    /// <param name="terminal">A terminal for it, or null for three pipes.</param>
    /// <param name="cancellationToken">Before it has been started.</param>
    /// <exception cref="ProcessStartException">The container is gone, or the command cannot be started.</exception>
    public async Task<ChildProcess> ExecAsync(IReadOnlyList<string> command, string? terminal, CancellationToken cancellationToken)
    {
        if (_child.ProgramId is not { } program) throw new ProcessStartException("the container is not running", new InvalidOperationException());

        return await _processes.StartAsync(_isolation.Enter(_launch, program, command, terminal), cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _child.DisposeAsync();
        await Exit;
        _drained.Dispose();
    }

    private static async Task AwaitProgramAsync(ChildProcess child, CancellationToken cancellationToken)
    {
        var line = await ReadFirstLineAsync(child.Output, cancellationToken);
        if (line is [Started]) return;
        if (line is [NoProgram, ..]) throw ContainerStartException.NoProgram(Encoding.UTF8.GetString(line.AsSpan(1)));

        using var reader = new StreamReader(child.Error);
        throw ContainerStartException.NotBuilt((await reader.ReadToEndAsync(cancellationToken)).Trim());
    }

    /// <summary>Byte by byte, so that nothing of what the program itself writes is taken.</summary>
    private static async Task<byte[]> ReadFirstLineAsync(Stream output, CancellationToken cancellationToken)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (line.Count < MaximumFirstLine && await output.ReadAsync(one, cancellationToken) > 0 && one[0] != '\n') line.Add(one[0]);
        return [.. line];
    }

    private async Task<int> RunAsync()
    {
        var output = OutputPump.RunAsync(_child.Output, Log, LogSource.Output, _drained.Token);
        var error = OutputPump.RunAsync(_child.Error, Log, LogSource.Error, _drained.Token);
        var code = await _child.Exit;
        _drained.CancelAfter(DrainDeadline);
        await Task.WhenAll(output, error);
        Log.Complete();
        return code;
    }
}
