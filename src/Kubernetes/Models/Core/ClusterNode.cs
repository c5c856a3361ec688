using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Kubernetes.Models.Meta;

namespace Kubernetes.Models.Core;

/// <summary>Kind Node, v1. Named otherwise because a node is also a place in this code.</summary>
public sealed record ClusterNode : IResource<ClusterNode>
{
    public static ResourceType Type { get; } = new("", "v1", "Node", "nodes", false);

    public static JsonTypeInfo<ClusterNode> Json => KubernetesJson.Default.ClusterNode;

    public static JsonTypeInfo<ResourceList<ClusterNode>> ListJson => KubernetesJson.Default.ResourceListClusterNode;

    public string? ApiVersion { get => field ?? Type.ApiVersion; init; }

    public string? Kind { get => field ?? Type.Kind; init; }

    public ObjectMeta Metadata { get => field ?? ObjectMeta.Empty; init; }

    public NodeSpec? Spec { get; init; }

    public NodeStatus? Status { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
