using Kubernetes.Client;
using Kubernetes.Models.Meta;
using LocalCluster.Controllers.Inventory;

namespace LocalCluster.Controllers.GarbageCollection;

/// <summary>Finds out what became of owners. That one is gone is believed only from the server itself.</summary>
internal sealed class OwnerLookup(KubeClient client, ClusterInventory inventory)
{
    public async Task<IReadOnlyList<OwnerFinding>> FindAsync(ObjectEntry dependent, CancellationToken cancellationToken)
    {
        List<OwnerFinding> findings = [];
        foreach (var owner in dependent.Owners) findings.Add(new OwnerFinding(owner, await StateAsync(dependent, owner, cancellationToken)));
        return findings;
    }

    /// <exception cref="InvalidOperationException">The kind is not served: whether the owner is there cannot be known now.</exception>
    private async Task<OwnerState> StateAsync(ObjectEntry dependent, OwnerReference owner, CancellationToken cancellationToken)
    {
        if (inventory.Graph.Find(owner.Uid) is { } known && known.IsNamedBy(owner) && IsInReach(dependent, known)) return known.AwaitsDependents ? OwnerState.Waiting : OwnerState.Solid;
        if (inventory.TypeOf(owner) is not { } type)
            throw new InvalidOperationException($"{owner.ApiVersion} {owner.Kind}, an owner of {dependent.Type} {dependent.Key}, is not served.");

        // No reference leads from a cluster-scoped object into a namespace; such an owner can neither be found nor be missing.
        if (type.Namespaced && dependent.Key.Namespace is null) return OwnerState.Solid;

        var live = await client.FindAsync(type, new ObjectKey(type.Namespaced ? dependent.Key.Namespace : null, owner.Name), cancellationToken);
        if (live is null || live.Uid != owner.Uid) return OwnerState.Absent;
        return new ObjectEntry(type, live).AwaitsDependents ? OwnerState.Waiting : OwnerState.Solid;
    }

    private static bool IsInReach(ObjectEntry dependent, ObjectEntry owner) =>
        owner.Key.Namespace is null || owner.Key.Namespace == dependent.Key.Namespace;
}
