using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Core;

public sealed record ProjectedVolumeSource
{
    public int? DefaultMode { get; init; }

    public IReadOnlyList<VolumeProjection>? Sources { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
