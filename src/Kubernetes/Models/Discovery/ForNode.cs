using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Discovery;

public sealed record ForNode
{
    public string Name { get => field ?? ""; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
