using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Kubernetes.Models.Meta;

namespace Kubernetes.Models.Policy;

/// <summary>
/// Asks for a pod to go, as far as disruption budgets allow: create it with the pod's name and namespace and
/// <c>WriteOptions { Subresource = "eviction" }</c>. 429 means that a budget stands in the way.
/// </summary>
public sealed record Eviction : IResource<Eviction>
{
    /// <summary>The path is the pod's; the kind's own group stands in <see cref="ApiVersion"/>.</summary>
    public static ResourceType Type { get; } = new("", "v1", "Eviction", "pods", true);

    public static JsonTypeInfo<Eviction> Json => KubernetesJson.Default.Eviction;

    public static JsonTypeInfo<ResourceList<Eviction>> ListJson => KubernetesJson.Default.ResourceListEviction;

    public string? ApiVersion { get => field ?? "policy/v1"; init; }

    public string? Kind { get => field ?? Type.Kind; init; }

    public ObjectMeta Metadata { get => field ?? ObjectMeta.Empty; init; }

    public DeleteBody? DeleteOptions { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
