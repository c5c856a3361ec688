using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Core;

public sealed record NamespaceStatus
{
    public IReadOnlyList<NamespaceCondition>? Conditions { get; init; }

    public string? Phase { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
