using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Kubernetes.Models.Meta;

namespace Kubernetes.Models.Core;

/// <summary>Kind Namespace, v1.</summary>
public sealed record Namespace : IResource<Namespace>
{
    public static ResourceType Type { get; } = new("", "v1", "Namespace", "namespaces", false);

    public static JsonTypeInfo<Namespace> Json => KubernetesJson.Default.Namespace;

    public static JsonTypeInfo<ResourceList<Namespace>> ListJson => KubernetesJson.Default.ResourceListNamespace;

    public string? ApiVersion { get => field ?? Type.ApiVersion; init; }

    public string? Kind { get => field ?? Type.Kind; init; }

    public ObjectMeta Metadata { get => field ?? ObjectMeta.Empty; init; }

    public NamespaceSpec? Spec { get; init; }

    public NamespaceStatus? Status { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
