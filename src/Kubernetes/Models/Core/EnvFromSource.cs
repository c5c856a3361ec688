using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Core;

public sealed record EnvFromSource
{
    public ConfigMapEnvSource? ConfigMapRef { get; init; }

    public string? Prefix { get; init; }

    public SecretEnvSource? SecretRef { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
