using Kubernetes.Client;
using LocalCluster.Controllers.Inventory;

namespace LocalCluster.Controllers.GarbageCollection;

/// <summary>
/// The rules of garbage collection by owner references: an object stays as long as one of its owners does; what keeps it from going at
/// once is a finalizer of its own.
/// </summary>
internal static class CollectorRules
{
    public static CollectorAction Decide(ObjectEntry obj, IReadOnlyList<OwnerFinding> owners, bool hasDependents)
    {
        if (obj.IsDeleting || owners.Count == 0) return new CollectorAction.Nothing();

        var solid = owners.Where(finding => finding.State == OwnerState.Solid).Select(finding => finding.Owner).ToList();
        if (solid.Count == owners.Count) return new CollectorAction.Nothing();
        if (solid.Count > 0) return new CollectorAction.KeepOwners(solid);

        // An owner that waits waits for the whole tree below it.
        var waiting = owners.Any(finding => finding.State == OwnerState.Waiting);
        return new CollectorAction.Delete((waiting && hasDependents, obj) switch
        {
            (true, _) => PropagationPolicy.Foreground,
            (_, { WantsOrphans: true }) => PropagationPolicy.Orphan,
            (_, { WantsForeground: true }) => PropagationPolicy.Foreground,
            _ => PropagationPolicy.Background,
        });
    }

    /// <summary>The dependents that a foreground deletion has to wait for.</summary>
    public static IEnumerable<ObjectEntry> Blocking(ObjectEntry owner, IEnumerable<ObjectEntry> dependents) =>
        dependents.Where(dependent => dependent.Owners.Any(reference => reference.Uid == owner.Uid && reference.BlockOwnerDeletion == true));
}
