using Kubernetes.Client;

namespace Kubernetes.Runtime.Watching;

/// <summary>A watch stream in hand: its events, and whether it was ever any good.</summary>
public sealed class OpenStream<T> : IAsyncDisposable
{
    private static readonly TimeSpan VeryShort = TimeSpan.FromSeconds(1);

    private readonly IAsyncEnumerator<WatchEvent<T>> _events;
    private readonly CancellationTokenSource _impatience;
    private readonly CancellationTokenSource _either;
    private readonly CancellationToken _caller;
    private readonly TimeProvider _time;
    private readonly long _openedAt;
    private int _delivered;

    internal OpenStream(Func<CancellationToken, IAsyncEnumerable<WatchEvent<T>>> open, TimeProvider time, CancellationToken caller)
    {
        (_time, _caller, _openedAt) = (time, caller, time.GetTimestamp());
        _impatience = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(caller, _impatience.Token);
        _events = open(_either.Token).GetAsyncEnumerator(_either.Token);
    }

    /// <summary>Whether the stream was as good as refused: over within a second and without an event. client-go counts that as an error too.</summary>
    internal bool EndedAtOnce => _delivered == 0 && _time.GetElapsedTime(_openedAt) < VeryShort;

    /// <summary>The next event, or null when the server has ended the stream.</summary>
    internal async ValueTask<WatchEvent<T>?> NextAsync()
    {
        if (!await _events.MoveNextAsync()) return null;
        _delivered++;
        return _events.Current;
    }

    /// <summary>As <see cref="NextAsync()"/>, but not longer than this; after a <see cref="TimeoutException"/> the stream is of no more use.</summary>
    internal async ValueTask<WatchEvent<T>?> NextAsync(TimeSpan within)
    {
        _impatience.CancelAfter(within > TimeSpan.Zero ? within : TimeSpan.Zero);
        try
        {
            return await NextAsync();
        }
        catch (OperationCanceledException) when (!_caller.IsCancellationRequested)
        {
            throw new TimeoutException($"The watch stream brought nothing within {within.TotalSeconds:0.#} s.");
        }
        finally
        {
            _impatience.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _events.DisposeAsync();
        _either.Dispose();
        _impatience.Dispose();
    }
}
