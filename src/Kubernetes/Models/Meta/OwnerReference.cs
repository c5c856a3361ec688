using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Meta;

/// <summary>Whom an object belongs to: it is collected when the last of its owners is gone. At most one is its controller.</summary>
public sealed record OwnerReference
{
    public string ApiVersion { get => field ?? ""; init; }

    public string Kind { get => field ?? ""; init; }

    public string Name { get => field ?? ""; init; }

    public bool? BlockOwnerDeletion { get; init; }

    public bool? Controller { get; init; }

    public string Uid { get => field ?? ""; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
