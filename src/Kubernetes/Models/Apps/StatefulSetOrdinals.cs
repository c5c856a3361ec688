using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Apps;

public sealed record StatefulSetOrdinals
{
    public int? Start { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
