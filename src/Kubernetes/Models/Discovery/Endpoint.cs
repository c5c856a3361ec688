using System.Text.Json;
using System.Text.Json.Serialization;
using Kubernetes.Models.Core;

namespace Kubernetes.Models.Discovery;

public sealed record Endpoint
{
    public IReadOnlyList<string>? Addresses { get; init; }

    public EndpointConditions? Conditions { get; init; }

    public IReadOnlyDictionary<string, string>? DeprecatedTopology { get; init; }

    public EndpointHints? Hints { get; init; }

    public string? Hostname { get; init; }

    public string? NodeName { get; init; }

    public ObjectReference? TargetRef { get; init; }

    public string? Zone { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
