using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Authentication;

public sealed record UserInfo
{
    public string? Username { get; init; }

    public string? Uid { get; init; }

    public IReadOnlyList<string>? Groups { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }
}
