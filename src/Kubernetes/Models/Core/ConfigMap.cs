using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Kubernetes.Models.Meta;

namespace Kubernetes.Models.Core;

/// <summary>Kind ConfigMap, v1.</summary>
public sealed record ConfigMap : IResource<ConfigMap>
{
    public static ResourceType Type { get; } = new("", "v1", "ConfigMap", "configmaps", true);

    public static JsonTypeInfo<ConfigMap> Json => KubernetesJson.Default.ConfigMap;

    public static JsonTypeInfo<ResourceList<ConfigMap>> ListJson => KubernetesJson.Default.ResourceListConfigMap;

    public string? ApiVersion { get => field ?? Type.ApiVersion; init; }

    public string? Kind { get => field ?? Type.Kind; init; }

    public ObjectMeta Metadata { get => field ?? ObjectMeta.Empty; init; }

    public IReadOnlyDictionary<string, byte[]>? BinaryData { get; init; }

    public IReadOnlyDictionary<string, string>? Data { get; init; }

    public bool? Immutable { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
