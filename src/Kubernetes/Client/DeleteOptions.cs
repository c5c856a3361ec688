namespace Kubernetes.Client;

/// <summary>How an object is deleted.</summary>
public sealed record DeleteOptions
{
    public Preconditions? Preconditions { get; init; }

    /// <summary>One of <see cref="Client.PropagationPolicy"/>; null leaves it to the server.</summary>
    public string? PropagationPolicy { get; init; }

    public long? GracePeriodSeconds { get; init; }

    public bool DryRun { get; init; }
}
