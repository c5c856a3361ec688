using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;

namespace Kubernetes.Models.Events;

/// <summary>Kind Event, events.k8s.io/v1.</summary>
public sealed record Event : IResource<Event>
{
    static ResourceType IResource<Event>.Type { get; } = new("events.k8s.io", "v1", "Event", "events", true);

    public static JsonTypeInfo<Event> Json => KubernetesJson.Default.Event;

    public static JsonTypeInfo<ResourceList<Event>> ListJson => KubernetesJson.Default.ResourceListEvent;

    public string? ApiVersion { get => field ?? "events.k8s.io/v1"; init; }

    public string? Kind { get => field ?? "Event"; init; }

    public ObjectMeta Metadata { get => field ?? ObjectMeta.Empty; init; }

    public string? Type { get; init; }

    public string? Action { get; init; }

    public int? DeprecatedCount { get; init; }

    [JsonConverter(typeof(TimeConverter))]
    public DateTimeOffset? DeprecatedFirstTimestamp { get; init; }

    [JsonConverter(typeof(TimeConverter))]
    public DateTimeOffset? DeprecatedLastTimestamp { get; init; }

    public EventSource? DeprecatedSource { get; init; }

    public MicroTime? EventTime { get; init; }

    public string? Note { get; init; }

    public string? Reason { get; init; }

    public ObjectReference? Regarding { get; init; }

    public ObjectReference? Related { get; init; }

    public string? ReportingController { get; init; }

    public string? ReportingInstance { get; init; }

    public EventSeries? Series { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
