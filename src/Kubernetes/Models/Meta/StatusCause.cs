namespace Kubernetes.Models.Meta;

/// <summary>One of the reasons of a refusal: which field, which rule, in the server's words.</summary>
public sealed record StatusCause
{
    public string? Reason { get; init; }

    public string? Message { get; init; }

    public string? Field { get; init; }
}
