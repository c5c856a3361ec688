namespace Kubernetes.Client;

/// <summary>Which objects a list returns. No namespace means all of them.</summary>
public sealed record ListOptions
{
    public string? Namespace { get; init; }

    public string? LabelSelector { get; init; }

    public string? FieldSelector { get; init; }

    /// <summary>Page size; the answer's <c>metadata.continue</c> leads to the next page.</summary>
    public int? Limit { get; init; }

    public string? Continue { get; init; }

    /// <summary>Null: the newest state, read through to storage. <c>0</c>: whatever the server's cache has.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary><c>Exact</c> or <c>NotOlderThan</c>.</summary>
    public string? ResourceVersionMatch { get; init; }
}
