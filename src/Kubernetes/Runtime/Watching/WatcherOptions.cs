namespace Kubernetes.Runtime.Watching;

/// <summary>What is watched, and how.</summary>
public sealed record WatcherOptions
{
    public string? Namespace { get; init; }

    public string? LabelSelector { get; init; }

    public string? FieldSelector { get; init; }

    /// <summary>Read the initial state as a stream where the server can do that (KEP-3157); it falls back to a list by itself.</summary>
    public bool PreferWatchList { get; init; } = true;

    /// <summary>Keep <c>metadata.managedFields</c>, which can be larger than the rest of an object.</summary>
    public bool KeepManagedFields { get; init; }

    /// <summary>Objects per page of a list that reads through to storage.</summary>
    public int PageSize { get; init; } = 500;
}
