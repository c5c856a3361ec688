using Kubernetes.Client;
using Kubernetes.Runtime.Controllers;
using LocalCluster.Controllers.Inventory;

namespace LocalCluster.Controllers.GarbageCollection;

/// <summary>The garbage collector, put together: which changes make it look at which objects.</summary>
internal sealed class GarbageCollectionRoom : IDisposable
{
    private readonly ClusterInventory _inventory;
    private readonly QueueWorker _worker;

    public GarbageCollectionRoom(KubeClient client, ClusterInventory inventory, ControllerOptions options)
    {
        _inventory = inventory;
        _worker = new QueueWorker("garbage collector", new ConflictRetry(new GarbageCollector(client, inventory, LookAt)), options);
        inventory.Listen(Changed);
    }

    public Task RunAsync(CancellationToken cancellationToken) => _worker.RunAsync(cancellationToken);

    public void Dispose() => _worker.Dispose();

    private void LookAt(string uid) => _worker.Add(GarbageCollector.KeyOf(uid));

    private void Changed(InventoryChange change)
    {
        // An owner that waits for this object, or waited for it before it changed hands.
        foreach (var owner in Owners(change).Where(uid => _inventory.Graph.Find(uid)?.AwaitsDependents == true)) LookAt(owner);
        if (change.Now is not { } now)
        {
            foreach (var dependent in _inventory.Graph.DependentsOf(change.Object.Uid)) LookAt(dependent.Uid);
        }
        else if (now.OrphansDependents || now.AwaitsDependents || (!now.IsDeleting && MayBeLost(now)))
        {
            LookAt(now.Uid);
        }
    }

    private static IEnumerable<string> Owners(InventoryChange change) =>
        (change.Before?.Owners ?? []).Concat(change.Now?.Owners ?? []).Select(owner => owner.Uid).Distinct();

    /// <summary>An owner is not known, waits for its dependents, lives in another namespace, or is called otherwise.</summary>
    private bool MayBeLost(ObjectEntry obj) => obj.Owners.Any(owner =>
        _inventory.Graph.Find(owner.Uid) is not { AwaitsDependents: false } known
        || (known.Key.Namespace is not null && known.Key.Namespace != obj.Key.Namespace)
        || !known.IsNamedBy(owner));
}
