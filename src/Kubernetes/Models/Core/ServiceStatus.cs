using System.Text.Json;
using System.Text.Json.Serialization;
using Kubernetes.Models.Meta;

namespace Kubernetes.Models.Core;

public sealed record ServiceStatus
{
    public IReadOnlyList<Condition>? Conditions { get; init; }

    public LoadBalancerStatus? LoadBalancer { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
