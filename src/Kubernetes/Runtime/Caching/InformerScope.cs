using Kubernetes.Models;
using Kubernetes.Models.Meta;

namespace Kubernetes.Runtime.Caching;

/// <summary>Tells whether an object that we wrote belongs to what an informer keeps.</summary>
internal sealed class InformerScope(InformerOptions options)
{
    private readonly Selector _labels = Selector.Parse(options.LabelSelector);

    /// <summary>False when only the server can tell: a selector on fields. Then nothing is shown before the watch brings it.</summary>
    public bool IsDecidable => string.IsNullOrEmpty(options.FieldSelector);

    public bool Contains(IKubernetesObject obj) =>
        (string.IsNullOrEmpty(options.Namespace) || obj.Metadata.Namespace == options.Namespace) && _labels.Matches(obj.Metadata.Labels);
}
