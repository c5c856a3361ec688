using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Core;

public sealed record NodeStatus
{
    public IReadOnlyList<NodeAddress>? Addresses { get; init; }

    public IReadOnlyDictionary<string, Quantity>? Allocatable { get; init; }

    public IReadOnlyDictionary<string, Quantity>? Capacity { get; init; }

    public IReadOnlyList<NodeCondition>? Conditions { get; init; }

    public NodeDaemonEndpoints? DaemonEndpoints { get; init; }

    public IReadOnlyList<ContainerImage>? Images { get; init; }

    public NodeSystemInfo? NodeInfo { get; init; }

    public string? Phase { get; init; }

    public IReadOnlyList<string>? VolumesInUse { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
