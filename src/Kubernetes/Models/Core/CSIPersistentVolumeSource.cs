using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Core;

public sealed record CSIPersistentVolumeSource
{
    public SecretReference? ControllerExpandSecretRef { get; init; }

    public SecretReference? ControllerPublishSecretRef { get; init; }

    public string Driver { get => field ?? ""; init; }

    public string? FsType { get; init; }

    public SecretReference? NodeExpandSecretRef { get; init; }

    public SecretReference? NodePublishSecretRef { get; init; }

    public SecretReference? NodeStageSecretRef { get; init; }

    public bool? ReadOnly { get; init; }

    public IReadOnlyDictionary<string, string>? VolumeAttributes { get; init; }

    public string VolumeHandle { get => field ?? ""; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
