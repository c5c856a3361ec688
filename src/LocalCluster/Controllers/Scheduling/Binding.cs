using System.Text.Json.Serialization.Metadata;
using Kubernetes.Models;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;

namespace LocalCluster.Controllers.Scheduling;

/// <summary>
/// The body of a pod's <c>binding</c> subresource, which is addressed as part of the pods. The server answers with a Status, of which
/// only the absence of an error matters.
/// </summary>
internal sealed record Binding : IResource<Binding>
{
    public static ResourceType Type { get; } = new("", "v1", "Binding", "pods", true);

    public static JsonTypeInfo<Binding> Json => SchedulingJson.Default.Binding;

    public static JsonTypeInfo<ResourceList<Binding>> ListJson => SchedulingJson.Default.ResourceListBinding;

    public string? ApiVersion { get; init; } = Type.ApiVersion;

    public string? Kind { get; init; } = Type.Kind;

    public ObjectMeta Metadata { get; init; } = ObjectMeta.Empty;

    public ObjectReference? Target { get; init; }

    public static Binding Of(Pod pod, string node) => new()
    {
        Metadata = new ObjectMeta { Name = pod.Metadata.Name, Namespace = pod.Metadata.Namespace, Uid = pod.Metadata.Uid },
        Target = new ObjectReference { Kind = "Node", Name = node },
    };
}
