using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Meta;

/// <summary>What every object carries: its name, its place, its owners. Empty until the server has filled it in.</summary>
public sealed record ObjectMeta
{
    public static ObjectMeta Empty { get; } = new();

    public string? Name { get; init; }

    public string? Namespace { get; init; }

    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    [JsonConverter(typeof(TimeConverter))]
    public DateTimeOffset? CreationTimestamp { get; init; }

    public long? DeletionGracePeriodSeconds { get; init; }

    [JsonConverter(typeof(TimeConverter))]
    public DateTimeOffset? DeletionTimestamp { get; init; }

    public IReadOnlyList<string>? Finalizers { get; init; }

    public string? GenerateName { get; init; }

    public long? Generation { get; init; }

    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    public IReadOnlyList<ManagedFieldsEntry>? ManagedFields { get; init; }

    public IReadOnlyList<OwnerReference>? OwnerReferences { get; init; }

    public string? ResourceVersion { get; init; }

    public string? SelfLink { get; init; }

    public string? Uid { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
