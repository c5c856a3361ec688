using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;

namespace LocalCluster.Node.Processes;

/// <summary>
/// Starts every process of the node, from one thread that lives as long as the node does. A child that asked for a signal on
/// its parent's death (PR_SET_PDEATHSIG) gets it when the <em>thread</em> that forked it ends (prctl(2)), so a thread-pool
/// thread would kill containers at random. Ending this thread, in turn, kills every child that is still there.
/// </summary>
internal sealed class ProcessThread : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];
    private readonly Thread _thread;

    public ProcessThread()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "node processes" };
        _thread.Start();
    }

    /// <exception cref="ProcessStartException">The program cannot be executed.</exception>
    public async Task<ChildProcess> StartAsync(LaunchRequest request, CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource<ChildProcess>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() => Start(request, started, cancellationToken), cancellationToken);
        return await started.Task;
    }

    public void Dispose()
    {
        _work.CompleteAdding();
        _thread.Join();
        _work.Dispose();
    }

    private static void Start(LaunchRequest request, TaskCompletionSource<ChildProcess> started, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            started.SetCanceled(cancellationToken);
            return;
        }

        try
        {
            started.SetResult(new ChildProcess(Process.Start(StartInfo(request))!, request.Signals));
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            started.SetException(new ProcessStartException($"cannot start {request.Program}: {e.Message}", e));
        }
    }

    private static ProcessStartInfo StartInfo(LaunchRequest request)
    {
        var info = new ProcessStartInfo(request.Program, request.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = request.WorkingDirectory ?? "",
        };
        info.Environment.Clear();
        foreach (var (name, value) in request.Variables) info.Environment[name] = value;
        return info;
    }

    private void Run()
    {
        foreach (var action in _work.GetConsumingEnumerable()) action();
    }
}
