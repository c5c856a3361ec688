using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Meta;

/// <summary>Which fields one manager has set, for server-side apply.</summary>
public sealed record ManagedFieldsEntry
{
    public string? ApiVersion { get; init; }

    public string? FieldsType { get; init; }

    public JsonElement? FieldsV1 { get; init; }

    public string? Manager { get; init; }

    public string? Operation { get; init; }

    public string? Subresource { get; init; }

    [JsonConverter(typeof(TimeConverter))]
    public DateTimeOffset? Time { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
