using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Core;

public sealed record ContainerStatus
{
    public string Name { get => field ?? ""; init; }

    public IReadOnlyDictionary<string, Quantity>? AllocatedResources { get; init; }

    public string? ContainerID { get; init; }

    public string Image { get => field ?? ""; init; }

    public string ImageID { get => field ?? ""; init; }

    public ContainerState? LastState { get; init; }

    public bool Ready { get; init; }

    public ResourceRequirements? Resources { get; init; }

    public int RestartCount { get; init; }

    public bool? Started { get; init; }

    public ContainerState? State { get; init; }

    public string? StopSignal { get; init; }

    public IReadOnlyList<VolumeMountStatus>? VolumeMounts { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
