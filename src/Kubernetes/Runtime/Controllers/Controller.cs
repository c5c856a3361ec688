using Kubernetes.Models;
using Kubernetes.Models.Meta;
using Kubernetes.Runtime.Caching;
using Kubernetes.Runtime.Queueing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kubernetes.Runtime.Controllers;

/// <summary>
/// Calls a reconciler for every object that may need it: when it changes, when something it owns changes, when something that maps to it
/// changes, after a failure, and once in a while. Work is never dropped: a key leaves only by a success, and a key that failed comes again.
/// One key is never reconciled twice at once. The informers are the caller's to run.
/// </summary>
public sealed class Controller
{
    private readonly ControllerOptions _options;
    private readonly ILogger _logger;
    private readonly List<Trigger> _triggers = [];
    private readonly List<Trigger> _own = [];
    private readonly Pass _pass;
    private volatile WorkQueue? _queue;

    private Controller(string name, IReconciler reconciler, ControllerOptions options)
    {
        Name = name;
        _options = options;
        _logger = (options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger<Controller>();
        _pass = new Pass(name, reconciler, options, _logger);
    }

    public string Name { get; }

    /// <summary>How long the reconcile that has run longest is running already. Beyond <see cref="ControllerOptions.ReconcileTimeout"/> its worker is stuck.</summary>
    public TimeSpan LongestRunning => _queue?.LongestRunning ?? TimeSpan.Zero;

    public static Controller Create(string name, IReconciler reconciler, ControllerOptions? options = null) => new(name, reconciler, options ?? new());

    /// <summary>The kind that is reconciled: its keys are the reconciler's. Called several times when several informers share the kind.</summary>
    public Controller For<T>(Informer<T> informer, Func<StoreChange<T>, bool>? when = null)
        where T : class, IResource<T>
    {
        var trigger = Trigger.Create(informer, static obj => [ObjectKey.Of(obj)], when);
        _own.Add(trigger);
        return Add(trigger);
    }

    /// <summary>A kind whose objects have the reconciled kind as their controller: a change wakes the owner. Other owner references do not count.</summary>
    public Controller Owns<TChild>(Informer<TChild> informer, ResourceType ownerKind, Func<StoreChange<TChild>, bool>? when = null)
        where TChild : class, IResource<TChild> =>
        Add(Trigger.Create(informer, child => Owner(child, ownerKind), when));

    /// <summary>A kind whose changes concern the objects that <paramref name="map"/> names, as it was before the change and as it is after.</summary>
    public Controller Watches<T>(Informer<T> informer, Func<T, IEnumerable<ObjectKey>> map, Func<StoreChange<T>, bool>? when = null)
        where T : class, IResource<T> =>
        Add(Trigger.Create(informer, map, when));

    /// <summary>
    /// Asks for a look at an object for a reason that no informer tells: an answer from outside of the cluster, say. Before the controller runs
    /// there is nothing to ask for, because it looks at every object when it starts.
    /// </summary>
    public void Enqueue(ObjectKey key) => _queue?.Add(key);

    /// <summary>Waits until every informer has synced, then works until cancelled; returns after the last worker has finished.</summary>
    /// <exception cref="CacheSyncException">An informer had no complete list within <see cref="ControllerOptions.CacheSyncTimeout"/>.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var queue = new WorkQueue(_options.Backoff, _options.TimeProvider, name: Name);
        _queue = queue;
        var subscriptions = new List<IDisposable>();
        try
        {
            await WaitForSyncAsync(cancellationToken);
            foreach (var trigger in _triggers) subscriptions.Add(trigger.Start(queue, _logger));
            await Task.WhenAll(Enumerable.Range(0, _options.Concurrency).Select(_ => Task.Run(() => WorkAsync(queue, cancellationToken), CancellationToken.None)));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The normal way to stop.
        }
        finally
        {
            foreach (var subscription in subscriptions) subscription.Dispose();
            _queue = null;
        }
    }

    private static IEnumerable<ObjectKey> Owner(IKubernetesObject child, ResourceType ownerKind)
    {
        foreach (var owner in child.Metadata.OwnerReferences ?? [])
        {
            if (owner.Controller != true || owner.Kind != ownerKind.Kind || GroupOf(owner.ApiVersion) != ownerKind.Group) continue;
            yield return new ObjectKey(ownerKind.Namespaced ? child.Metadata.Namespace : null, owner.Name);
        }
    }

    private static string GroupOf(string apiVersion) => apiVersion.Contains('/') ? apiVersion[..apiVersion.IndexOf('/')] : "";

    private Controller Add(Trigger trigger)
    {
        _triggers.Add(trigger);
        return this;
    }

    private async Task WaitForSyncAsync(CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(_options.CacheSyncTimeout, _options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        foreach (var trigger in _triggers)
        {
            try
            {
                await trigger.WaitForSyncAsync(either.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new CacheSyncException(Name, trigger.Kind, _options.CacheSyncTimeout, trigger.LastError);
            }
        }
    }

    private async Task WorkAsync(WorkQueue queue, CancellationToken cancellationToken)
    {
        while (true)
        {
            var item = await queue.TakeAsync(cancellationToken);
            try
            {
                if (await _pass.RunAsync(item.Key, cancellationToken) is { } end) Follow(queue, item, end);
            }
            finally
            {
                queue.Done(item.Key);
            }
        }
    }

    /// <summary>What a pass ends with decides when its key comes again.</summary>
    private void Follow(WorkQueue queue, QueueItem item, PassEnd end)
    {
        if (end is PassEnd.Failed failed)
        {
            var wait = queue.AddRateLimited(item.Key, item.Priority);
            ControllerLog.Failed(_logger, failed.Error, Name, item.Key, queue.Failures(item.Key), wait);
            return;
        }

        queue.Forget(item.Key);
        if (end is PassEnd.Done { Outcome: Outcome.Requeue requeue }) queue.AddAfter(item.Key, requeue.After, item.Priority);
        if (end is PassEnd.Terminal terminal) ControllerLog.Terminal(_logger, Name, item.Key, terminal.Reason);
        LookAgain(queue, item.Key);
    }

    // A timer for each key, from its last look: periodic work spreads by itself and no key is forgotten.
    private void LookAgain(WorkQueue queue, ObjectKey key)
    {
        if (_options.ResyncPeriod is not { } period || !_own.Exists(trigger => trigger.Has(key))) return;
        queue.AddAfter(key, period * (0.5 + (0.5 * Random.Shared.NextDouble())), WorkQueue.LowPriority);
    }
}
