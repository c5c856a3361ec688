using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Kubernetes.Models.Meta;

namespace Kubernetes.Models.Policy;

/// <summary>Body of a POST to a pod's <c>eviction</c> subresource, policy/v1.</summary>
public sealed record Eviction : IResource<Eviction>
{
    public static ResourceType Type { get; } = new("policy", "v1", "Eviction", "evictions", true);

    public static JsonTypeInfo<Eviction> Json => KubernetesJson.Default.Eviction;

    public static JsonTypeInfo<ResourceList<Eviction>> ListJson => KubernetesJson.Default.ResourceListEviction;

    public string? ApiVersion { get => field ?? Type.ApiVersion; init; }

    public string? Kind { get => field ?? Type.Kind; init; }

    public ObjectMeta Metadata { get => field ?? ObjectMeta.Empty; init; }

    public DeleteBody? DeleteOptions { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }
}
