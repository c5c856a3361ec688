namespace LocalCluster.ApiServer.FieldOwnership;

/// <summary>Who applies, and how.</summary>
/// <param name="Manager">The field manager.</param>
/// <param name="Force">Take fields that others own with another value, instead of answering a conflict.</param>
/// <param name="Subresource">Null or empty for the main resource; each subresource is a manager of its own.</param>
/// <param name="ApiVersion">The apiVersion of the endpoint.</param>
/// <param name="Now">The time written down where a set of fields changes.</param>
internal sealed record ApplyRequest(string Manager, bool Force, string? Subresource, string ApiVersion, DateTimeOffset Now)
{
    /// <summary>The kind of the endpoint; nothing else has a type here.</summary>
    public string? Kind { get; init; }

    /// <summary>Whether the server holds what is applied as a value of a Go type, as it does for built-in kinds and every scale.</summary>
    public required bool HasGoType { get; init; }

    /// <summary>False for a custom kind without a status subresource: there the main resource owns the status too.</summary>
    public bool HasStatus { get; init; } = true;
}
