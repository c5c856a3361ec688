using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Kubernetes.Models.Meta;

namespace Kubernetes.Models.Extensions;

/// <summary>Kind CustomResourceDefinition, apiextensions.k8s.io/v1.</summary>
public sealed record CustomResourceDefinition : IResource<CustomResourceDefinition>
{
    public static ResourceType Type { get; } = new("apiextensions.k8s.io", "v1", "CustomResourceDefinition", "customresourcedefinitions", false);

    public static JsonTypeInfo<CustomResourceDefinition> Json => KubernetesJson.Default.CustomResourceDefinition;

    public static JsonTypeInfo<ResourceList<CustomResourceDefinition>> ListJson => KubernetesJson.Default.ResourceListCustomResourceDefinition;

    public string? ApiVersion { get => field ?? Type.ApiVersion; init; }

    public string? Kind { get => field ?? Type.Kind; init; }

    public ObjectMeta Metadata { get => field ?? ObjectMeta.Empty; init; }

    public CustomResourceDefinitionSpec? Spec { get; init; }

    public CustomResourceDefinitionStatus? Status { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
