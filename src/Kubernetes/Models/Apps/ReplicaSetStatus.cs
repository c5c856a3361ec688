using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Apps;

public sealed record ReplicaSetStatus
{
    public int? AvailableReplicas { get; init; }

    public IReadOnlyList<ReplicaSetCondition>? Conditions { get; init; }

    public int? FullyLabeledReplicas { get; init; }

    public long? ObservedGeneration { get; init; }

    public int? ReadyReplicas { get; init; }

    public int Replicas { get; init; }

    public int? TerminatingReplicas { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
