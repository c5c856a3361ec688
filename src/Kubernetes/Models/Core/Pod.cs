using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Kubernetes.Models.Meta;

namespace Kubernetes.Models.Core;

/// <summary>Kind Pod, v1.</summary>
public sealed record Pod : IResource<Pod>
{
    public static ResourceType Type { get; } = new("", "v1", "Pod", "pods", true);

    public static JsonTypeInfo<Pod> Json => KubernetesJson.Default.Pod;

    public static JsonTypeInfo<ResourceList<Pod>> ListJson => KubernetesJson.Default.ResourceListPod;

    public string? ApiVersion { get => field ?? Type.ApiVersion; init; }

    public string? Kind { get => field ?? Type.Kind; init; }

    public ObjectMeta Metadata { get => field ?? ObjectMeta.Empty; init; }

    public PodSpec? Spec { get; init; }

    public PodStatus? Status { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
