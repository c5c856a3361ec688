using System.Diagnostics;

namespace LocalCluster.Node.Processes;

/// <summary>A process that the node started, with its three streams. Disposing kills what is still running.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly SignalScope _scope;
    private readonly CancellationTokenSource _disposed = new();

    public ChildProcess(Process process, SignalScope scope)
    {
        _process = process;
        _scope = scope;
        Id = process.Id;
        Exit = WaitAsync();
    }

    public int Id { get; }

    public Stream Input => _process.StandardInput.BaseStream;

    public Stream Output => _process.StandardOutput.BaseStream;

    public Stream Error => _process.StandardError.BaseStream;

    /// <summary>Completes with the exit code; 128 + n when signal n ended it. Never faults.</summary>
    public Task<int> Exit { get; }

    /// <summary>
    /// The process that the child stands for: the first one of its PID namespace, or itself. Null when it is not there (yet).
    /// </summary>
    public int? ProgramId => _scope == SignalScope.NamespaceInit ? ProcessTable.FirstChildOf(Id) : Id;

    public void Signal(int signal)
    {
        if (Exit.IsCompleted) return;

        switch (_scope)
        {
            case SignalScope.ProcessGroup:
                Signals.Send(-Id, signal);
                break;
            case SignalScope.NamespaceInit:
                Signals.Send(ProgramId ?? Id, signal);
                break;
            case SignalScope.ProcessTree when signal == Signals.Kill:
                _process.Kill(entireProcessTree: true);
                break;
            default:
                Signals.Send(Id, signal);
                break;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Signal(Signals.Kill);
        // Something outside the container may hold the process in the kernel; the node must not hang with it.
        await Task.WhenAny(Exit, Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System, _disposed.Token));
        await _disposed.CancelAsync();
        _disposed.Dispose();
        _process.Dispose();
    }

    private async Task<int> WaitAsync()
    {
        try
        {
            await _process.WaitForExitAsync(_disposed.Token);
            return _process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            return Signals.ExitCodeOffset + Signals.Kill;
        }
    }
}
