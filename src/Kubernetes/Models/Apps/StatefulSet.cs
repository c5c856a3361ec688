using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Kubernetes.Models.Meta;

namespace Kubernetes.Models.Apps;

/// <summary>Kind StatefulSet, apps/v1.</summary>
public sealed record StatefulSet : IResource<StatefulSet>
{
    public static ResourceType Type { get; } = new("apps", "v1", "StatefulSet", "statefulsets", true);

    public static JsonTypeInfo<StatefulSet> Json => KubernetesJson.Default.StatefulSet;

    public static JsonTypeInfo<ResourceList<StatefulSet>> ListJson => KubernetesJson.Default.ResourceListStatefulSet;

    public string? ApiVersion { get => field ?? Type.ApiVersion; init; }

    public string? Kind { get => field ?? Type.Kind; init; }

    public ObjectMeta Metadata { get => field ?? ObjectMeta.Empty; init; }

    public StatefulSetSpec? Spec { get; init; }

    public StatefulSetStatus? Status { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
