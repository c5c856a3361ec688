using Kubernetes.Models.Meta;

namespace LocalCluster.Controllers.GarbageCollection;

/// <summary>What the collector does with an object.</summary>
internal abstract record CollectorAction
{
    private CollectorAction()
    {
    }

    internal sealed record Nothing : CollectorAction;

    /// <summary>Keeps it, but with these owners only: the others are gone or going.</summary>
    internal sealed record KeepOwners(IReadOnlyList<OwnerReference> Owners) : CollectorAction;

    /// <summary>Nobody it belongs to is left.</summary>
    internal sealed record Delete(string Propagation) : CollectorAction;
}
