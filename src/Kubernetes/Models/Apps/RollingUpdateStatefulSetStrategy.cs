using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Apps;

public sealed record RollingUpdateStatefulSetStrategy
{
    public IntOrString? MaxUnavailable { get; init; }

    public int? Partition { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
