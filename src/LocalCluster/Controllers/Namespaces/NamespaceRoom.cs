using Kubernetes.Client;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Kubernetes.Runtime.Controllers;
using LocalCluster.Controllers.Caching;
using LocalCluster.Controllers.Inventory;

namespace LocalCluster.Controllers.Namespaces;

/// <summary>The namespace controller, put together. A namespace is looked at when it is deleted and whenever something in it has gone.</summary>
internal sealed class NamespaceRoom : IDisposable
{
    private static readonly string[] Always = ["default", "kube-system", "kube-public", "kube-node-lease"];

    private readonly KubeClient _client;
    private readonly ClusterStores _stores;
    private readonly QueueWorker _worker;

    public NamespaceRoom(KubeClient client, ClusterStores stores, ClusterInventory inventory, ControllerOptions options)
    {
        _client = client;
        _stores = stores;
        _worker = new QueueWorker("namespace controller", new ConflictRetry(new NamespaceReconciler(client, stores, inventory, options.TimeProvider)), options);
        inventory.Listen(Changed);
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var subscription = _stores.Namespaces.Informer.Store.Subscribe(change => _worker.Add(change.Key));
        await _worker.RunAsync(cancellationToken);
    }

    /// <summary>Creates those of the namespaces that every cluster has that are missing.</summary>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        foreach (var name in Always.Where(name => _stores.Namespaces.Find(new ObjectKey(null, name)) is null))
        {
            try
            {
                await _client.CreateAsync(new Namespace { Metadata = new ObjectMeta { Name = name } }, null, cancellationToken);
            }
            catch (ApiException e) when (e.IsAlreadyExists)
            {
                // The API server brings its own.
            }
        }
    }

    public void Dispose() => _worker.Dispose();

    private void Changed(InventoryChange change)
    {
        if (change.Now is null && change.Object.Key.Namespace is { } ns) _worker.Add(new ObjectKey(null, ns));
    }
}
