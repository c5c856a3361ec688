namespace Kubernetes.Models.Meta;

/// <summary>Where a list stands in the history of its kind, and where its next page begins.</summary>
public sealed record ListMeta
{
    public static ListMeta Empty { get; } = new();

    public string? ResourceVersion { get; init; }

    /// <summary>Token of the next page; null or empty on the last one.</summary>
    public string? Continue { get; init; }

    public long? RemainingItemCount { get; init; }
}
