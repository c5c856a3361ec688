using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Core;

public sealed record LoadBalancerIngress
{
    public string? Hostname { get; init; }

    public string? IP { get; init; }

    public string? IpMode { get; init; }

    public IReadOnlyList<PortStatus>? Ports { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
