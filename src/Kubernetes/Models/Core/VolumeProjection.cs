using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models.Core;

public sealed record VolumeProjection
{
    public ConfigMapProjection? ConfigMap { get; init; }

    public DownwardAPIProjection? DownwardAPI { get; init; }

    public SecretProjection? Secret { get; init; }

    public ServiceAccountTokenProjection? ServiceAccountToken { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
