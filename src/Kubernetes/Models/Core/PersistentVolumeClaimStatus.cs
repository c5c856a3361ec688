using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Core;

public sealed record PersistentVolumeClaimStatus
{
    public IReadOnlyList<string>? AccessModes { get; init; }

    public IReadOnlyDictionary<string, string>? AllocatedResourceStatuses { get; init; }

    public IReadOnlyDictionary<string, Quantity>? AllocatedResources { get; init; }

    public IReadOnlyDictionary<string, Quantity>? Capacity { get; init; }

    public IReadOnlyList<PersistentVolumeClaimCondition>? Conditions { get; init; }

    public string? CurrentVolumeAttributesClassName { get; init; }

    public string? Phase { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
