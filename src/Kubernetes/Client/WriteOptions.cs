namespace Kubernetes.Client;

/// <summary>How a create, replace or patch is done.</summary>
public sealed record WriteOptions
{
    /// <summary><c>status</c>, <c>scale</c>, <c>eviction</c>, <c>binding</c> …; null for the object itself.</summary>
    public string? Subresource { get; init; }

    public string? FieldManager { get; init; }

    /// <summary>The server does everything but store.</summary>
    public bool DryRun { get; init; }

    /// <summary><c>Strict</c>, <c>Warn</c> or <c>Ignore</c>: what happens to fields the server does not know. Null: the server's default, Warn.</summary>
    public string? FieldValidation { get; init; }
}
