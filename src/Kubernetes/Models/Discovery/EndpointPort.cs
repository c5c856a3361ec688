using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Discovery;

public sealed record EndpointPort
{
    public string? Name { get; init; }

    public string? AppProtocol { get; init; }

    public int? Port { get; init; }

    public string? Protocol { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
