using LocalCluster.Storage;

namespace LocalCluster.ApiServer.Faults;

/// <summary>Takes the server away and brings it back, one after the other.</summary>
internal sealed class OutageControl(ApiListener listener, ObjectStore store, TimeProvider time) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _end = new();
    private Task _running = Task.CompletedTask;

    /// <summary>An outage of a given length; it goes on by itself. While one is under way, another one changes nothing.</summary>
    public void Begin(FaultEffect.Outage outage)
    {
        lock (_turn)
        {
            if (_running.IsCompleted) _running = Task.Run(() => RunAsync(outage, _end.Token), CancellationToken.None);
        }
    }

    public Task StopAsync(CancellationToken cancellation) => InTurnAsync(listener.StopAsync, cancellation);

    public Task ResumeAsync(bool losesHistory, CancellationToken cancellation)
    {
        if (losesHistory) store.ForgetHistory();
        return InTurnAsync(listener.StartAsync, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _running;
        _end.Dispose();
    }

    private async Task RunAsync(FaultEffect.Outage outage, CancellationToken cancellation)
    {
        try
        {
            await StopAsync(cancellation);
            await Task.Delay(outage.Length, time, cancellation);
            await ResumeAsync(outage.LosesHistory, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The server ends for good.
        }
    }

    private async Task InTurnAsync(Func<CancellationToken, Task> step, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            await step(cancellation);
        }
        finally
        {
            _turn.Release();
        }
    }
}
