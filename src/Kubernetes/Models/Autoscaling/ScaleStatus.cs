using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Autoscaling;

public sealed record ScaleStatus
{
    public int Replicas { get; init; }

    public string? Selector { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
