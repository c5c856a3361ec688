using System.Text.Json;
using System.Text.Json.Serialization;
using Kubernetes.Models.Meta;

namespace Kubernetes.Models.Core;

public sealed record PersistentVolumeClaimSpec
{
    public IReadOnlyList<string>? AccessModes { get; init; }

    public TypedLocalObjectReference? DataSource { get; init; }

    public TypedObjectReference? DataSourceRef { get; init; }

    public VolumeResourceRequirements? Resources { get; init; }

    public LabelSelector? Selector { get; init; }

    public string? StorageClassName { get; init; }

    public string? VolumeAttributesClassName { get; init; }

    public string? VolumeMode { get; init; }

    public string? VolumeName { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
