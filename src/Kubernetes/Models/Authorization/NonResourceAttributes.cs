using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Authorization;

public sealed record NonResourceAttributes
{
    public string? Path { get; init; }

    public string? Verb { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
