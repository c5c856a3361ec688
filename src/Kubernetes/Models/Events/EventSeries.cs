using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Events;

public sealed record EventSeries
{
    public int Count { get; init; }

    public MicroTime? LastObservedTime { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
