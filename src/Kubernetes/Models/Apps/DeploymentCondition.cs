using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Apps;

public sealed record DeploymentCondition
{
    public string Type { get => field ?? ""; init; }

    [JsonConverter(typeof(TimeConverter))]
    public DateTimeOffset? LastTransitionTime { get; init; }

    [JsonConverter(typeof(TimeConverter))]
    public DateTimeOffset? LastUpdateTime { get; init; }

    public string? Message { get; init; }

    public string? Reason { get; init; }

    public string Status { get => field ?? ""; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
