using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Core;

public sealed record PodStatus
{
    public IReadOnlyDictionary<string, Quantity>? AllocatedResources { get; init; }

    public IReadOnlyList<PodCondition>? Conditions { get; init; }

    public IReadOnlyList<ContainerStatus>? ContainerStatuses { get; init; }

    public IReadOnlyList<ContainerStatus>? EphemeralContainerStatuses { get; init; }

    public string? HostIP { get; init; }

    public IReadOnlyList<HostIP>? HostIPs { get; init; }

    public IReadOnlyList<ContainerStatus>? InitContainerStatuses { get; init; }

    public string? Message { get; init; }

    public string? NominatedNodeName { get; init; }

    public long? ObservedGeneration { get; init; }

    public string? Phase { get; init; }

    public string? PodIP { get; init; }

    public IReadOnlyList<PodIP>? PodIPs { get; init; }

    public string? QosClass { get; init; }

    public string? Reason { get; init; }

    public string? Resize { get; init; }

    public ResourceRequirements? Resources { get; init; }

    [JsonConverter(typeof(TimeConverter))]
    public DateTimeOffset? StartTime { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
