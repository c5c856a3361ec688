using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Core;

public sealed record ResourceClaim
{
    public string Name { get => field ?? ""; init; }

    public string? Request { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
