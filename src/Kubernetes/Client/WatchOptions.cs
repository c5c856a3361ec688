namespace Kubernetes.Client;

/// <summary>What a watch delivers and for how long.</summary>
public sealed record WatchOptions
{
    public string? Namespace { get; init; }

    public string? LabelSelector { get; init; }

    public string? FieldSelector { get; init; }

    /// <summary>Deliver what came after this version. Null or <c>0</c>: first an ADDED for everything there is.</summary>
    public string? ResourceVersion { get; init; }

    public string? ResourceVersionMatch { get; init; }

    /// <summary>WatchList: stream the current state as ADDED events, closed by a bookmark (<see cref="WatchEvent{T}.Bookmark"/>).</summary>
    public bool SendInitialEvents { get; init; }

    public bool AllowBookmarks { get; init; } = true;

    /// <summary>After this time the server ends the watch; sent as <c>timeoutSeconds</c>. Null leaves it to the server.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The client gives up when nothing at all came for this long. Null: <see cref="Timeout"/> and 5 s more, over HTTP/1.1 30 s; without a timeout never.</summary>
    public TimeSpan? IdleDeadline { get; init; }
}
