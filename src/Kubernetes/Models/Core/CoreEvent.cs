using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Kubernetes.Models.Meta;

namespace Kubernetes.Models.Core;

/// <summary>Kind Event, v1.</summary>
public sealed record CoreEvent : IResource<CoreEvent>
{
    static ResourceType IResource<CoreEvent>.Type { get; } = new("", "v1", "Event", "events", true);

    public static JsonTypeInfo<CoreEvent> Json => KubernetesJson.Default.CoreEvent;

    public static JsonTypeInfo<ResourceList<CoreEvent>> ListJson => KubernetesJson.Default.ResourceListCoreEvent;

    public string? ApiVersion { get => field ?? "v1"; init; }

    public string? Kind { get => field ?? "Event"; init; }

    public ObjectMeta Metadata { get => field ?? ObjectMeta.Empty; init; }

    public string? Type { get; init; }

    public string? Action { get; init; }

    public int? Count { get; init; }

    public MicroTime? EventTime { get; init; }

    [JsonConverter(typeof(TimeConverter))]
    public DateTimeOffset? FirstTimestamp { get; init; }

    public ObjectReference? InvolvedObject { get; init; }

    [JsonConverter(typeof(TimeConverter))]
    public DateTimeOffset? LastTimestamp { get; init; }

    public string? Message { get; init; }

    public string? Reason { get; init; }

    public ObjectReference? Related { get; init; }

    public string? ReportingComponent { get; init; }

    public string? ReportingInstance { get; init; }

    public CoreEventSeries? Series { get; init; }

    public EventSource? Source { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
