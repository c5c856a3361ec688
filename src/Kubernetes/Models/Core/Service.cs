using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Kubernetes.Models.Meta;

namespace Kubernetes.Models.Core;

/// <summary>Kind Service, v1.</summary>
public sealed record Service : IResource<Service>
{
    public static ResourceType Type { get; } = new("", "v1", "Service", "services", true);

    public static JsonTypeInfo<Service> Json => KubernetesJson.Default.Service;

    public static JsonTypeInfo<ResourceList<Service>> ListJson => KubernetesJson.Default.ResourceListService;

    public string? ApiVersion { get => field ?? Type.ApiVersion; init; }

    public string? Kind { get => field ?? Type.Kind; init; }

    public ObjectMeta Metadata { get => field ?? ObjectMeta.Empty; init; }

    public ServiceSpec? Spec { get; init; }

    public ServiceStatus? Status { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
