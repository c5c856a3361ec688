using System.Text.Json.Serialization.Metadata;
using Kubernetes.Models.Meta;

namespace Kubernetes.Models;

/// <summary>
/// A kind that the client can address and (de)serialize. A custom resource brings its own <c>JsonSerializerContext</c>, declared with
/// camel-case names and <c>WhenWritingNull</c>, as <see cref="KubernetesJson"/> is: null means absent on the wire.
/// </summary>
public interface IResource<TSelf> : IKubernetesObject
    where TSelf : class, IResource<TSelf>
{
    static abstract ResourceType Type { get; }

    /// <summary>Whether the server is asked for the metadata alone: see <see cref="MetadataOf{T}"/>.</summary>
    static virtual bool MetadataOnly => false;

    static abstract JsonTypeInfo<TSelf> Json { get; }

    static abstract JsonTypeInfo<ResourceList<TSelf>> ListJson { get; }
}
