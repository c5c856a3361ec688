namespace Kubernetes.Runtime.Caching;

/// <summary>Which objects an informer keeps. No namespace means all of them.</summary>
public sealed record InformerOptions
{
    public string? Namespace { get; init; }

    public string? LabelSelector { get; init; }

    public string? FieldSelector { get; init; }

    /// <summary>Keep <c>metadata.managedFields</c>, which can be larger than the rest of an object.</summary>
    public bool KeepManagedFields { get; init; }

    /// <summary>Read the initial state as a stream where the server can (KEP-3157).</summary>
    public bool PreferWatchList { get; init; } = true;
}
