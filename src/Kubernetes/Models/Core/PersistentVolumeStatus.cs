using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Core;

/// <summary>PersistentVolumeStatus, v1.</summary>
public sealed record PersistentVolumeStatus
{
    [JsonConverter(typeof(TimeConverter))]
    public DateTimeOffset? LastPhaseTransitionTime { get; init; }

    public string? Message { get; init; }

    public string? Phase { get; init; }

    public string? Reason { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
