using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Discovery;

public sealed record EndpointHints
{
    public IReadOnlyList<ForNode>? ForNodes { get; init; }

    public IReadOnlyList<ForZone>? ForZones { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
