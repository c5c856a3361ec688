using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Apps;

public sealed record StatefulSetUpdateStrategy
{
    public string? Type { get; init; }

    public RollingUpdateStatefulSetStrategy? RollingUpdate { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
