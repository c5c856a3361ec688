using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Apps;

public sealed record RollingUpdateDeployment
{
    public IntOrString? MaxSurge { get; init; }

    public IntOrString? MaxUnavailable { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
