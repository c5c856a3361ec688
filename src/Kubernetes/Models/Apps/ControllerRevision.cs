using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Kubernetes.Models.Meta;

namespace Kubernetes.Models.Apps;

/// <summary>Kind ControllerRevision, apps/v1.</summary>
public sealed record ControllerRevision : IResource<ControllerRevision>
{
    public static ResourceType Type { get; } = new("apps", "v1", "ControllerRevision", "controllerrevisions", true);

    public static JsonTypeInfo<ControllerRevision> Json => KubernetesJson.Default.ControllerRevision;

    public static JsonTypeInfo<ResourceList<ControllerRevision>> ListJson => KubernetesJson.Default.ResourceListControllerRevision;

    public string? ApiVersion { get => field ?? Type.ApiVersion; init; }

    public string? Kind { get => field ?? Type.Kind; init; }

    public ObjectMeta Metadata { get => field ?? ObjectMeta.Empty; init; }

    public JsonElement? Data { get; init; }

    public long Revision { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
