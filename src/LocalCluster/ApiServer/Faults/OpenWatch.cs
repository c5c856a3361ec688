namespace LocalCluster.ApiServer.Faults;

/// <summary>A watch that runs.</summary>
internal sealed class OpenWatch(FaultBoard board, FaultSubject subject) : IDisposable
{
    private readonly CancellationTokenSource _expired = new();

    public FaultSubject Subject { get; } = subject;

    /// <summary>Cancelled when it has to end with a 410.</summary>
    public CancellationToken Expired => _expired.Token;

    public void Expire() => _expired.Cancel();

    // The source is left to the collector: an expiry may be under way.
    public void Dispose() => board.Close(this);
}
