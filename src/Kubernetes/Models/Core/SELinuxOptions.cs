using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Core;

public sealed record SELinuxOptions
{
    public string? Type { get; init; }

    public string? Level { get; init; }

    public string? Role { get; init; }

    public string? User { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
