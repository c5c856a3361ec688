using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Meta;

/// <summary>metav1.Condition: one observation about an object. <c>Status</c> is True, False or Unknown; the time changes only with it.</summary>
public sealed record Condition
{
    public string Type { get => field ?? ""; init; }

    [JsonConverter(typeof(TimeConverter))]
    public DateTimeOffset? LastTransitionTime { get; init; }

    public string Message { get => field ?? ""; init; }

    public long? ObservedGeneration { get; init; }

    public string Reason { get => field ?? ""; init; }

    public string Status { get => field ?? ""; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
