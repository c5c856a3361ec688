using Kubernetes.Models.Meta;

namespace Kubernetes.Client;

/// <summary>
/// An object that the server has and that does not fit its model: a type that the model does not expect. Its metadata could be read.
/// </summary>
/// <param name="Metadata">With its name.</param>
/// <param name="Reason">What does not fit, and where; no value of the object.</param>
public sealed record UnreadableObject(ObjectMeta Metadata, string Reason)
{
    public ObjectKey Key => new(Metadata.Namespace, Metadata.Name!);
}
