using Kubernetes.Client;

namespace Kubernetes.Runtime.Watching;

/// <summary>
/// What a <see cref="Watcher{T}"/> tells a store. A (re)list is <see cref="Init"/>, then <see cref="InitApply"/> for each object, then
/// <see cref="InitDone"/>: only then does the new state replace the old one, and whatever did not come again is gone.
/// </summary>
public abstract record StoreEvent<T>
{
    private StoreEvent()
    {
    }

    public sealed record Init : StoreEvent<T>;

    public sealed record InitApply(T Object) : StoreEvent<T>;

    /// <summary>One page of a list.</summary>
    public sealed record InitPage(IReadOnlyList<T> Objects) : StoreEvent<T>
    {
        public IReadOnlyList<UnreadableObject> Unreadable { get; init; } = [];
    }

    /// <summary>The last page of a list, and with it <see cref="InitDone"/>.</summary>
    public sealed record InitLast(IReadOnlyList<T> Objects, string ResourceVersion) : StoreEvent<T>
    {
        public IReadOnlyList<UnreadableObject> Unreadable { get; init; } = [];
    }

    public sealed record InitDone(string ResourceVersion) : StoreEvent<T>;

    public sealed record Apply(T Object) : StoreEvent<T>;

    public sealed record Delete(T Object) : StoreEvent<T>;

    /// <summary>The object is there and cannot be read: what was known of it is not so any more.</summary>
    public sealed record LeaveOut(UnreadableObject Object) : StoreEvent<T>;

    public sealed record DeleteUnreadable(UnreadableObject Object) : StoreEvent<T>;

    /// <summary>Nothing is known to have changed, but time has passed on the server: it is at least at this version.</summary>
    public sealed record Progress(string ResourceVersion) : StoreEvent<T>;

    /// <summary>The step did not succeed; the state that came with it says where to go on, after a back-off.</summary>
    public sealed record Failed(Exception Error) : StoreEvent<T>;
}
