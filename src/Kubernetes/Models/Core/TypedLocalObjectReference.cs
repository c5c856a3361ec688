using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Core;

public sealed record TypedLocalObjectReference
{
    public string Kind { get => field ?? ""; init; }

    public string Name { get => field ?? ""; init; }

    public string? ApiGroup { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
