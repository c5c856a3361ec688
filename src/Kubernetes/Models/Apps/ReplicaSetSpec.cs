using System.Text.Json;
using System.Text.Json.Serialization;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;

namespace Kubernetes.Models.Apps;

public sealed record ReplicaSetSpec
{
    public int? MinReadySeconds { get; init; }

    public int? Replicas { get; init; }

    public LabelSelector? Selector { get; init; }

    public PodTemplateSpec? Template { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
