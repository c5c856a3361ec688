using System.Text.Json;
using System.Text.Json.Serialization;
using Kubernetes.Models.Meta;

namespace Kubernetes.Models.Core;

public sealed record PersistentVolumeClaimTemplate
{
    public ObjectMeta? Metadata { get; init; }

    public PersistentVolumeClaimSpec? Spec { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
