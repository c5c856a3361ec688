using System.Text.Json;
using System.Text.Json.Serialization;
using Kubernetes.Models.Meta;

namespace Kubernetes.Models.Policy;

public sealed record PodDisruptionBudgetStatus
{
    public IReadOnlyList<Condition>? Conditions { get; init; }

    public int? CurrentHealthy { get; init; }

    public int? DesiredHealthy { get; init; }

    public IReadOnlyDictionary<string, DateTimeOffset>? DisruptedPods { get; init; }

    public int? DisruptionsAllowed { get; init; }

    public int? ExpectedPods { get; init; }

    public long? ObservedGeneration { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
