namespace LocalCluster.ApiServer.Faults;

/// <summary>A fault that was added, and what became of it. Disposing removes it; requests that it holds are dropped then. Thread safe.</summary>
public sealed class ActiveFault : IDisposable
{
    private readonly FaultBoard _board;
    private readonly CancellationTokenSource _removed = new();
    private readonly TaskCompletionSource _firstStrike = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _seen;

    internal ActiveFault(FaultBoard board, int id, Fault fault) => (_board, Id, Fault) = (board, id, fault);

    public int Id { get; }

    public Fault Fault { get; }

    /// <summary>How often it has struck.</summary>
    public int Struck => Math.Clamp(Volatile.Read(ref _seen) - Fault.Skip, 0, Fault.Count ?? int.MaxValue);

    /// <summary>Ends when it has struck for the first time, and a request that is to be carried out has been.</summary>
    public Task FirstStrike => _firstStrike.Task;

    public void Dispose()
    {
        _board.Remove(this);
        _removed.Cancel();
    }

    /// <summary>Which strike this one is, from 1; null when it is let through. The last one takes the fault out of the table.</summary>
    internal int? Strike(FaultSubject subject)
    {
        if (!Fault.Target.Matches(subject)) return null;
        var number = Interlocked.Increment(ref _seen) - Fault.Skip;
        if (number < 1 || number > Fault.Count) return null;
        if (number == Fault.Count) _board.Remove(this);
        if (Fault.Effect is not FaultEffect.Stop { CarriesOutFirst: true }) Report();
        return number;
    }

    /// <summary>The first strike is complete.</summary>
    internal void Report() => _firstStrike.TrySetResult();

    /// <summary>Ends when the fault is removed, or the client is gone.</summary>
    internal async Task HoldAsync(CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _removed.Token);
        var released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = over.Token.Register(released.SetResult);
        await released.Task;
    }
}
