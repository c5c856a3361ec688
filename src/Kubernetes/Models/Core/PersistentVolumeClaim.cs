using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Kubernetes.Models.Meta;

namespace Kubernetes.Models.Core;

/// <summary>Kind PersistentVolumeClaim, v1.</summary>
public sealed record PersistentVolumeClaim : IResource<PersistentVolumeClaim>
{
    public static ResourceType Type { get; } = new("", "v1", "PersistentVolumeClaim", "persistentvolumeclaims", true);

    public static JsonTypeInfo<PersistentVolumeClaim> Json => KubernetesJson.Default.PersistentVolumeClaim;

    public static JsonTypeInfo<ResourceList<PersistentVolumeClaim>> ListJson => KubernetesJson.Default.ResourceListPersistentVolumeClaim;

    public string? ApiVersion { get => field ?? Type.ApiVersion; init; }

    public string? Kind { get => field ?? Type.Kind; init; }

    public ObjectMeta Metadata { get => field ?? ObjectMeta.Empty; init; }

    public PersistentVolumeClaimSpec? Spec { get; init; }

    public PersistentVolumeClaimStatus? Status { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
