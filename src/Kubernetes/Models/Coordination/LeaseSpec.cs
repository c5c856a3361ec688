using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Coordination;

public sealed record LeaseSpec
{
    public MicroTime? AcquireTime { get; init; }

    public string? HolderIdentity { get; init; }

    public int? LeaseDurationSeconds { get; init; }

    public int? LeaseTransitions { get; init; }

    public string? PreferredHolder { get; init; }

    public MicroTime? RenewTime { get; init; }

    public string? Strategy { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
