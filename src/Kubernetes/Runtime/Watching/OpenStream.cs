using Kubernetes.Client;

namespace Kubernetes.Runtime.Watching;

/// <summary>A watch stream in hand: its events, when it was opened and how many it has delivered.</summary>
public sealed class OpenStream<T> : IAsyncDisposable
{
    private readonly IAsyncEnumerator<WatchEvent<T>> _events;
    private readonly TimeProvider _time;
    private readonly long _openedAt;

    internal OpenStream(IAsyncEnumerable<WatchEvent<T>> events, TimeProvider time, CancellationToken cancellationToken)
    {
        _events = events.GetAsyncEnumerator(cancellationToken);
        _time = time;
        _openedAt = time.GetTimestamp();
    }

    internal int Delivered { get; private set; }

    internal TimeSpan Age => _time.GetElapsedTime(_openedAt);

    /// <summary>The next event, or null when the server has ended the stream.</summary>
    internal async ValueTask<WatchEvent<T>?> NextAsync()
    {
        if (!await _events.MoveNextAsync()) return null;
        Delivered++;
        return _events.Current;
    }

    public ValueTask DisposeAsync() => _events.DisposeAsync();
}
