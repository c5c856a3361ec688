using LocalCluster.Storage;

namespace LocalCluster.ApiServer.Handlers;

/// <summary>When a quiet watch gets a bookmark: soon after its start, then about every minute.</summary>
internal sealed class BookmarkClock(bool enabled, TimeProvider time)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);
    private DateTimeOffset _next = time.GetUtcNow() + First;

    public bool IsDue()
    {
        if (!enabled || time.GetUtcNow() < _next)
            return false;
        _next = time.GetUtcNow() + Period;
        return true;
    }

    /// <summary>Ends when there may be more to read, or a bookmark is due.</summary>
    public async Task WaitAsync(StoreWatch watch, CancellationToken cancellation)
    {
        if (!enabled)
        {
            await watch.WaitAsync(cancellation);
            return;
        }

        var wait = _next - time.GetUtcNow();
        try
        {
            await watch.WaitAsync(wait > TimeSpan.Zero ? wait : TimeSpan.FromMilliseconds(1), time, cancellation);
        }
        catch (TimeoutException)
        {
            // Nothing came: time for the bookmark.
        }
    }
}
