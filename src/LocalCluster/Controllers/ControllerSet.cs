using Kubernetes.Client;
using Kubernetes.Runtime.Controllers;
using Kubernetes.Runtime.Queueing;
using LocalCluster.Controllers.Caching;
using LocalCluster.Controllers.EndpointSlices;
using LocalCluster.Controllers.PersistentVolumeClaims;
using LocalCluster.Controllers.Recording;
using LocalCluster.Controllers.Scheduling;
using LocalCluster.Controllers.StatefulSets;

namespace LocalCluster.Controllers;

/// <summary>All controllers of the cluster, running. They speak to the API as one client and keep nothing that is not in it.</summary>
internal sealed class ControllerSet : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    private ControllerSet(IReadOnlyList<Func<CancellationToken, Task>> parts)
    {
        _running = Task.WhenAll(parts.Select(part => Task.Run(() => part(_stop.Token))));
    }

    /// <summary>Starts the controllers and returns when they know the cluster, so that what comes next is dealt with at once.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled before the API answered.</exception>
    public static async Task<ControllerSet> StartAsync(
        KubeClient client, ControllerSetOptions options, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var stores = new ClusterStores(client, options.TimeProvider, loggers);
        var recorder = new EventRecorder(client, options.TimeProvider, loggers);
        var set = new ControllerSet([stores.RunAsync, recorder.RunAsync, .. Rooms(client, options, stores, recorder, loggers)]);
        try
        {
            await stores.WaitForSyncAsync(cancellationToken);
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

        _stop.Dispose();
    }

    private static IEnumerable<Func<CancellationToken, Task>> Rooms(
        KubeClient client, ControllerSetOptions options, ClusterStores stores, EventRecorder recorder, ILoggerFactory loggers)
    {
        var one = new ControllerOptions { TimeProvider = options.TimeProvider, LoggerFactory = loggers, Backoff = Backoff.Reconcile };
        var many = one with { Concurrency = 4 };
        yield return StatefulSetRoom.Create(client, stores, recorder, many).RunAsync;
        foreach (var controller in ClaimRoom.Create(client, stores, recorder, options.DataDirectory, many)) yield return controller.RunAsync;
        yield return SchedulingRoom.Create(client, stores, recorder, one).RunAsync;
        yield return EndpointSliceRoom.Create(client, stores, many).RunAsync;
    }
}
