using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Core;

public sealed record ServicePort
{
    public string? Name { get; init; }

    public string? AppProtocol { get; init; }

    public int? NodePort { get; init; }

    public int Port { get; init; }

    public string? Protocol { get; init; }

    public IntOrString? TargetPort { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
