using Kubernetes.Models.Meta;

namespace Kubernetes.Client;

/// <summary>One line of a watch stream.</summary>
public abstract record WatchEvent<T>
{
    private WatchEvent()
    {
    }

    /// <summary>The object appeared, or was there when the watch began.</summary>
    public sealed record Added(T Object) : WatchEvent<T>;

    public sealed record Modified(T Object) : WatchEvent<T>;

    /// <summary>The object's last state before it went, or left the selector.</summary>
    public sealed record Deleted(T Object) : WatchEvent<T>;

    /// <summary>The object appeared or changed, and does not fit <typeparamref name="T"/>.</summary>
    public sealed record Unreadable(UnreadableObject Object) : WatchEvent<T>;

    /// <summary>An object is gone, and its last state does not fit <typeparamref name="T"/>.</summary>
    public sealed record DeletedUnreadable(UnreadableObject Object) : WatchEvent<T>;

    /// <summary>Nothing changed up to this version. The one that closes the initial events of a WatchList is marked.</summary>
    public sealed record Bookmark(string ResourceVersion, bool InitialEventsEnd) : WatchEvent<T>;

    /// <summary>The server ends the stream and says why; 410 means list again.</summary>
    public sealed record Failed(ApiStatus Status) : WatchEvent<T>;
}
