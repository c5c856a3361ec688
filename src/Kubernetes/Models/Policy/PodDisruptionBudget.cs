using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Kubernetes.Models.Meta;

namespace Kubernetes.Models.Policy;

/// <summary>Kind PodDisruptionBudget, policy/v1.</summary>
public sealed record PodDisruptionBudget : IResource<PodDisruptionBudget>
{
    public static ResourceType Type { get; } = new("policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets", true);

    public static JsonTypeInfo<PodDisruptionBudget> Json => KubernetesJson.Default.PodDisruptionBudget;

    public static JsonTypeInfo<ResourceList<PodDisruptionBudget>> ListJson => KubernetesJson.Default.ResourceListPodDisruptionBudget;

    public string? ApiVersion { get => field ?? Type.ApiVersion; init; }

    public string? Kind { get => field ?? Type.Kind; init; }

    public ObjectMeta Metadata { get => field ?? ObjectMeta.Empty; init; }

    public PodDisruptionBudgetSpec? Spec { get; init; }

    public PodDisruptionBudgetStatus? Status { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
