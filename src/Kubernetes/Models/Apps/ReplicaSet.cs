using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Kubernetes.Models.Meta;

namespace Kubernetes.Models.Apps;

/// <summary>Kind ReplicaSet, apps/v1.</summary>
public sealed record ReplicaSet : IResource<ReplicaSet>
{
    public static ResourceType Type { get; } = new("apps", "v1", "ReplicaSet", "replicasets", true);

    public static JsonTypeInfo<ReplicaSet> Json => KubernetesJson.Default.ReplicaSet;

    public static JsonTypeInfo<ResourceList<ReplicaSet>> ListJson => KubernetesJson.Default.ResourceListReplicaSet;

    public string? ApiVersion { get => field ?? Type.ApiVersion; init; }

    public string? Kind { get => field ?? Type.Kind; init; }

    public ObjectMeta Metadata { get => field ?? ObjectMeta.Empty; init; }

    public ReplicaSetSpec? Spec { get; init; }

    public ReplicaSetStatus? Status { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
