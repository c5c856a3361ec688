using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Core;

public sealed record Volume
{
    public string Name { get => field ?? ""; init; }

    public ConfigMapVolumeSource? ConfigMap { get; init; }

    public CSIVolumeSource? Csi { get; init; }

    public DownwardAPIVolumeSource? DownwardAPI { get; init; }

    public EmptyDirVolumeSource? EmptyDir { get; init; }

    public EphemeralVolumeSource? Ephemeral { get; init; }

    public HostPathVolumeSource? HostPath { get; init; }

    public ImageVolumeSource? Image { get; init; }

    public NFSVolumeSource? Nfs { get; init; }

    public PersistentVolumeClaimVolumeSource? PersistentVolumeClaim { get; init; }

    public ProjectedVolumeSource? Projected { get; init; }

    public SecretVolumeSource? Secret { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
