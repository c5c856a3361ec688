using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Kubernetes.Models.Meta;

namespace Kubernetes.Models.Discovery;

/// <summary>Kind EndpointSlice, discovery.k8s.io/v1.</summary>
public sealed record EndpointSlice : IResource<EndpointSlice>
{
    public static ResourceType Type { get; } = new("discovery.k8s.io", "v1", "EndpointSlice", "endpointslices", true);

    public static JsonTypeInfo<EndpointSlice> Json => KubernetesJson.Default.EndpointSlice;

    public static JsonTypeInfo<ResourceList<EndpointSlice>> ListJson => KubernetesJson.Default.ResourceListEndpointSlice;

    public string? ApiVersion { get => field ?? Type.ApiVersion; init; }

    public string? Kind { get => field ?? Type.Kind; init; }

    public ObjectMeta Metadata { get => field ?? ObjectMeta.Empty; init; }

    public string AddressType { get => field ?? ""; init; }

    public IReadOnlyList<Endpoint>? Endpoints { get; init; }

    public IReadOnlyList<EndpointPort>? Ports { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
