namespace LocalCluster.Storage;

/// <summary>
/// A reader's place in the history of one resource. It holds no buffer of its own: a reader that is slow reads larger batches, and one
/// that is too slow falls out of the window and is told so.
/// </summary>
internal sealed class StoreWatch(ObjectStore store, string resource, long afterRevision)
{
    private Task _grown = Task.CompletedTask;

    /// <summary>Everything up to here has been delivered.</summary>
    public long Revision { get; private set; } = afterRevision;

    /// <summary>The changes since the last call; empty when there are none right now.</summary>
    /// <exception cref="CompactedException">The reader's place fell out of the window.</exception>
    public IReadOnlyList<StoreChange> Take()
    {
        (IReadOnlyList<StoreChange> changes, long revision, _grown) = store.Since(resource, Revision);
        Revision = Math.Max(Revision, revision);
        return changes;
    }

    /// <summary>Ends when there may be more to take than at the last <see cref="Take"/>.</summary>
    public Task WaitAsync(CancellationToken cancellation) => _grown.WaitAsync(cancellation);

    /// <exception cref="TimeoutException">Nothing came in time.</exception>
    public Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellation) => _grown.WaitAsync(atMost, time, cancellation);
}
