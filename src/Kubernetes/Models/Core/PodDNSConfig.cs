using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Core;

public sealed record PodDNSConfig
{
    public IReadOnlyList<string>? Nameservers { get; init; }

    public IReadOnlyList<PodDNSConfigOption>? Options { get; init; }

    public IReadOnlyList<string>? Searches { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
