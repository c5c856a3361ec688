using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Core;

public sealed record SecretVolumeSource
{
    public int? DefaultMode { get; init; }

    public IReadOnlyList<KeyToPath>? Items { get; init; }

    public bool? Optional { get; init; }

    public string? SecretName { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
