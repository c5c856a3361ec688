using System.Text.Json;
using System.Text.Json.Serialization;
using Kubernetes.Models.Meta;

namespace Kubernetes.Models.Policy;

public sealed record PodDisruptionBudgetSpec
{
    public IntOrString? MaxUnavailable { get; init; }

    public IntOrString? MinAvailable { get; init; }

    public LabelSelector? Selector { get; init; }

    public string? UnhealthyPodEvictionPolicy { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
