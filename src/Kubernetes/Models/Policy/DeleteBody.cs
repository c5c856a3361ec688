using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Policy;

/// <summary>metav1.DeleteOptions: the body of a delete and part of an eviction.</summary>
public sealed record DeleteBody
{
    public string? ApiVersion { get; init; }

    public string? Kind { get; init; }

    public long? GracePeriodSeconds { get; init; }

    public string? PropagationPolicy { get; init; }

    public DeletePreconditions? Preconditions { get; init; }

    public IReadOnlyList<string>? DryRun { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
