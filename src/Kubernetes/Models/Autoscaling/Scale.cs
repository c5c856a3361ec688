using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Kubernetes.Models.Meta;

namespace Kubernetes.Models.Autoscaling;

/// <summary>What the <c>scale</c> subresource reads and writes, autoscaling/v1.</summary>
public sealed record Scale : IResource<Scale>
{
    public static ResourceType Type { get; } = new("autoscaling", "v1", "Scale", "scales", true);

    public static JsonTypeInfo<Scale> Json => KubernetesJson.Default.Scale;

    public static JsonTypeInfo<ResourceList<Scale>> ListJson => KubernetesJson.Default.ResourceListScale;

    public string? ApiVersion { get => field ?? Type.ApiVersion; init; }

    public string? Kind { get => field ?? Type.Kind; init; }

    public ObjectMeta Metadata { get => field ?? ObjectMeta.Empty; init; }

    public ScaleSpec? Spec { get; init; }

    public ScaleStatus? Status { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
