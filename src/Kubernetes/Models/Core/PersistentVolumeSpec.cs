using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Core;

public sealed record PersistentVolumeSpec
{
    public IReadOnlyList<string>? AccessModes { get; init; }

    public IReadOnlyDictionary<string, Quantity>? Capacity { get; init; }

    public ObjectReference? ClaimRef { get; init; }

    public CSIPersistentVolumeSource? Csi { get; init; }

    public HostPathVolumeSource? HostPath { get; init; }

    public LocalVolumeSource? Local { get; init; }

    public IReadOnlyList<string>? MountOptions { get; init; }

    public NFSVolumeSource? Nfs { get; init; }

    public VolumeNodeAffinity? NodeAffinity { get; init; }

    public string? PersistentVolumeReclaimPolicy { get; init; }

    public string? StorageClassName { get; init; }

    public string? VolumeAttributesClassName { get; init; }

    public string? VolumeMode { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
