using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Apps;

public sealed record StatefulSetStatus
{
    public int? AvailableReplicas { get; init; }

    public int? CollisionCount { get; init; }

    public IReadOnlyList<StatefulSetCondition>? Conditions { get; init; }

    public int? CurrentReplicas { get; init; }

    public string? CurrentRevision { get; init; }

    public long? ObservedGeneration { get; init; }

    public int? ReadyReplicas { get; init; }

    public int Replicas { get; init; }

    public string? UpdateRevision { get; init; }

    public int? UpdatedReplicas { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
