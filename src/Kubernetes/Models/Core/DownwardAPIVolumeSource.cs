using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Core;

public sealed record DownwardAPIVolumeSource
{
    public int? DefaultMode { get; init; }

    public IReadOnlyList<DownwardAPIVolumeFile>? Items { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
