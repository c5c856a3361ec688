namespace Kubernetes.Client;

/// <summary>How a server-side apply is done.</summary>
public sealed record ApplyOptions
{
    /// <summary>The name under which the server keeps the applied fields.</summary>
    public required string FieldManager { get; init; }

    /// <summary>Take over fields that another manager owns, instead of failing with 409.</summary>
    public bool Force { get; init; }

    public bool DryRun { get; init; }

    public string? Subresource { get; init; }

    public string? FieldValidation { get; init; }
}
