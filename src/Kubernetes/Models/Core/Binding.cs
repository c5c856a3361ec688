using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Kubernetes.Models.Meta;

namespace Kubernetes.Models.Core;

/// <summary>
/// Puts a pod on a node: create it with the pod's name and namespace and <c>WriteOptions { Subresource = "binding" }</c>.
/// </summary>
public sealed record Binding : IResource<Binding>
{
    public static ResourceType Type { get; } = new("", "v1", "Binding", "pods", true);

    public static JsonTypeInfo<Binding> Json => KubernetesJson.Default.Binding;

    public static JsonTypeInfo<ResourceList<Binding>> ListJson => KubernetesJson.Default.ResourceListBinding;

    public string? ApiVersion { get => field ?? "v1"; init; }

    public string? Kind { get => field ?? Type.Kind; init; }

    public ObjectMeta Metadata { get => field ?? ObjectMeta.Empty; init; }

    public ObjectReference? Target { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
