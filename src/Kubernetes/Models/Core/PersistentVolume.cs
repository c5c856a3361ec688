using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Kubernetes.Models.Meta;

namespace Kubernetes.Models.Core;

/// <summary>Kind PersistentVolume, v1.</summary>
public sealed record PersistentVolume : IResource<PersistentVolume>
{
    public static ResourceType Type { get; } = new("", "v1", "PersistentVolume", "persistentvolumes", false);

    public static JsonTypeInfo<PersistentVolume> Json => KubernetesJson.Default.PersistentVolume;

    public static JsonTypeInfo<ResourceList<PersistentVolume>> ListJson => KubernetesJson.Default.ResourceListPersistentVolume;

    public string? ApiVersion { get => field ?? Type.ApiVersion; init; }

    public string? Kind { get => field ?? Type.Kind; init; }

    public ObjectMeta Metadata { get => field ?? ObjectMeta.Empty; init; }

    public PersistentVolumeSpec? Spec { get; init; }

    public PersistentVolumeStatus? Status { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
