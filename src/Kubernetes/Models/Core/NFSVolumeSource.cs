using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Core;

public sealed record NFSVolumeSource
{
    public string Path { get => field ?? ""; init; }

    public bool? ReadOnly { get; init; }

    public string Server { get => field ?? ""; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
