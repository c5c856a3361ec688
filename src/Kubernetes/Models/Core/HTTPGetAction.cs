using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Core;

public sealed record HTTPGetAction
{
    public string? Host { get; init; }

    public IReadOnlyList<HTTPHeader>? HttpHeaders { get; init; }

    public string? Path { get; init; }

    public IntOrString Port { get; init; }

    public string? Scheme { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
