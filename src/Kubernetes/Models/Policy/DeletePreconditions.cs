using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Policy;

public sealed record DeletePreconditions
{
    public string? Uid { get; init; }

    public string? ResourceVersion { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
