using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Core;

public sealed record PersistentVolumeClaimVolumeSource
{
    public string ClaimName { get => field ?? ""; init; }

    public bool? ReadOnly { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
