using Kubernetes.Models.Meta;

namespace Kubernetes.Models;

/// <summary>What every object of the API has in common.</summary>
public interface IKubernetesObject
{
    string? ApiVersion { get; }

    string? Kind { get; }

    ObjectMeta Metadata { get; }
}
