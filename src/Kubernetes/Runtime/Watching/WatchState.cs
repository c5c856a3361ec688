namespace Kubernetes.Runtime.Watching;

/// <summary>
/// Where a watch stands between two steps.
/// <code>
///   Empty ──list──▶ Listing ──last page──▶ Listed ──open──▶ Watching
///     │                                      ▲                 │ end, error
///     └──watch list──▶ Replaying ──end mark──┼────────────────▶│
///     ▲                                      └─────────────────┤
///     └───────────────── 410: too old ─────────────────────────┘
/// </code>
/// </summary>
public abstract record WatchState<T>
{
    private WatchState()
    {
    }

    /// <summary>
    /// Nothing is known, or no longer: everything has to be read. What is read must not be older than <paramref name="KnownVersion"/>;
    /// when that version itself is the trouble, <paramref name="ReadThrough"/> asks storage instead of the server's cache.
    /// </summary>
    public sealed record Empty(string? KnownVersion, bool ReadThrough) : WatchState<T>;

    /// <summary>The objects are being read page by page.</summary>
    public sealed record Listing(string? Continue, Empty From) : WatchState<T>;

    /// <summary>The objects arrive as the initial events of a WatchList; their versions come in no order and mean nothing yet.</summary>
    public sealed record Replaying(OpenStream<T> Stream, long Since, Empty From) : WatchState<T>;

    /// <summary>Everything is known up to this version; no stream is open.</summary>
    public sealed record Listed(string ResourceVersion) : WatchState<T>;

    /// <summary>Everything is known up to this version and changes arrive.</summary>
    public sealed record Watching(string ResourceVersion, OpenStream<T> Stream) : WatchState<T>;
}
