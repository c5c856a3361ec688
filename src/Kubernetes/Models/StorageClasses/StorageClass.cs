using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;

namespace Kubernetes.Models.StorageClasses;

/// <summary>Kind StorageClass, storage.k8s.io/v1.</summary>
public sealed record StorageClass : IResource<StorageClass>
{
    public static ResourceType Type { get; } = new("storage.k8s.io", "v1", "StorageClass", "storageclasses", false);

    public static JsonTypeInfo<StorageClass> Json => KubernetesJson.Default.StorageClass;

    public static JsonTypeInfo<ResourceList<StorageClass>> ListJson => KubernetesJson.Default.ResourceListStorageClass;

    public string? ApiVersion { get => field ?? Type.ApiVersion; init; }

    public string? Kind { get => field ?? Type.Kind; init; }

    public ObjectMeta Metadata { get => field ?? ObjectMeta.Empty; init; }

    public bool? AllowVolumeExpansion { get; init; }

    public IReadOnlyList<TopologySelectorTerm>? AllowedTopologies { get; init; }

    public IReadOnlyList<string>? MountOptions { get; init; }

    public IReadOnlyDictionary<string, string>? Parameters { get; init; }

    public string Provisioner { get => field ?? ""; init; }

    public string? ReclaimPolicy { get; init; }

    public string? VolumeBindingMode { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
