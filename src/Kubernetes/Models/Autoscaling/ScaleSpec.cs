using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Autoscaling;

public sealed record ScaleSpec
{
    public int? Replicas { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
