namespace Kubernetes.Client;

/// <summary>The delete fails with 409 unless the live object is this one.</summary>
public sealed record Preconditions
{
    public string? Uid { get; init; }

    public string? ResourceVersion { get; init; }
}
