using Kubernetes.Client;
using Kubernetes.Runtime.Controllers;
using LocalCluster.Controllers.Caching;
using LocalCluster.Controllers.Deployments;
using LocalCluster.Controllers.EndpointSlices;
using LocalCluster.Controllers.GarbageCollection;
using LocalCluster.Controllers.Inventory;
using LocalCluster.Controllers.Namespaces;
using LocalCluster.Controllers.PersistentVolumeClaims;
using LocalCluster.Controllers.PodDisruptionBudgets;
using LocalCluster.Controllers.Recording;
using LocalCluster.Controllers.ReplicaSets;
using LocalCluster.Controllers.Scheduling;
using LocalCluster.Controllers.ServiceAccounts;
using LocalCluster.Controllers.StatefulSets;

namespace LocalCluster.Controllers;

/// <summary>All controllers of the cluster, running. They speak to the API as one client and keep nothing that is not in it.</summary>
internal sealed class ControllerSet : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ClusterStores _stores;
    private readonly EventRecorder _recorder;
    private readonly ClusterInventory _inventory;
    private readonly GarbageCollectionRoom _collector;
    private readonly NamespaceRoom _namespaces;
    private readonly IReadOnlyList<Controller> _controllers;
    private Task _running = Task.CompletedTask;

    private ControllerSet(KubeClient client, ControllerSetOptions options, ILoggerFactory loggers)
    {
        var one = new ControllerOptions { TimeProvider = options.TimeProvider, LoggerFactory = loggers };
        var many = one with { Concurrency = 4 };
        _stores = new ClusterStores(client, options.TimeProvider, loggers);
        _recorder = new EventRecorder(client, options.TimeProvider, loggers);
        _inventory = new ClusterInventory(client, _stores.Definitions, options.TimeProvider);
        _collector = new GarbageCollectionRoom(client, _inventory, many);
        _namespaces = new NamespaceRoom(client, _stores, _inventory, many);
        _controllers =
        [
            StatefulSetRoom.Create(client, _stores, _recorder, many),
            DeploymentRoom.Create(client, _stores, _recorder, many),
            ReplicaSetRoom.Create(client, _stores, _recorder, many),
            .. ClaimRoom.Create(client, _stores, _recorder, options.DataDirectory, many),
            SchedulingRoom.Create(client, _stores, _recorder, one),
            EndpointSliceRoom.Create(client, _stores, many),
            ServiceAccountRoom.Create(client, _stores, options.RootCertificate, many),
            BudgetRoom.Create(client, _stores, one),
        ];
    }

    /// <summary>Starts the controllers and returns when they know the cluster, so that what comes next is dealt with at once.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled before the API answered.</exception>
    public static async Task<ControllerSet> StartAsync(
        KubeClient client, ControllerSetOptions options, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var set = new ControllerSet(client, options, loggers);
        set.Run();
        try
        {
            await set._stores.WaitForSyncAsync(cancellationToken);
            await set._inventory.WaitForTypesAsync(cancellationToken);
            await set._namespaces.EnsureAsync(cancellationToken);
            await DefaultStorageClass.EnsureAsync(client, cancellationToken);
            return set;
        }
        catch
        {
            await set.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _running;
        }
        catch (OperationCanceledException)
        {
            // The normal way to stop.
        }

        _collector.Dispose();
        _namespaces.Dispose();
        _stop.Dispose();
    }

    private void Run()
    {
        IEnumerable<Func<CancellationToken, Task>> parts =
        [
            _stores.RunAsync, _recorder.RunAsync, _inventory.RunAsync, _collector.RunAsync, _namespaces.RunAsync,
            .. _controllers.Select(controller => (Func<CancellationToken, Task>)controller.RunAsync),
        ];
        _running = Task.WhenAll(parts.Select(part => Task.Run(() => part(_stop.Token))));
    }
}
