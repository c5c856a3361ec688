using Kubernetes.Models;
using Kubernetes.Models.Meta;
using Kubernetes.Runtime.Caching;
using Kubernetes.Runtime.Queueing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kubernetes.Runtime.Controllers;

/// <summary>
/// Calls a reconciler for every object that may need it: when it changes, when something it owns changes, when something that maps to it
/// changes, after a failure, and once in a while. Work is never dropped. The informers are the caller's to run.
/// </summary>
public sealed class Controller
{
    private readonly IReconciler _reconciler;
    private readonly ControllerOptions _options;
    private readonly ILogger _logger;
    private readonly List<Trigger> _triggers = [];
    private Trigger? _self;

    private Controller(string name, IReconciler reconciler, ControllerOptions options)
    {
        Name = name;
        _reconciler = reconciler;
        _options = options;
        _logger = (options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger<Controller>();
    }

    public string Name { get; }

    public static Controller Create(string name, IReconciler reconciler, ControllerOptions? options = null) => new(name, reconciler, options ?? new());

    /// <summary>The kind that is reconciled: its keys are the reconciler's.</summary>
    public Controller For<T>(Informer<T> informer, Func<StoreChange<T>, bool>? when = null)
        where T : class, IResource<T>
    {
        _self = Trigger.Create(informer, static obj => [ObjectKey.Of(obj)], when);
        _triggers.Add(_self);
        return this;
    }

    /// <summary>A kind whose objects have the reconciled kind as their controller: a change wakes the owner.</summary>
    public Controller Owns<TChild>(Informer<TChild> informer, ResourceType ownerKind, Func<StoreChange<TChild>, bool>? when = null)
        where TChild : class, IResource<TChild>
    {
        _triggers.Add(Trigger.Create(informer, child => Owner(child, ownerKind), when));
        return this;
    }

    /// <summary>A kind whose changes concern the objects that <paramref name="map"/> names.</summary>
    public Controller Watches<T>(Informer<T> informer, Func<T, IEnumerable<ObjectKey>> map, Func<StoreChange<T>, bool>? when = null)
        where T : class, IResource<T>
    {
        _triggers.Add(Trigger.Create(informer, map, when));
        return this;
    }

    /// <summary>Waits until every informer has synced, then works until cancelled; returns after the last worker has finished.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var queue = new WorkQueue(_options.Backoff, _options.TimeProvider);
        var subscriptions = new List<IDisposable>();
        try
        {
            foreach (var trigger in _triggers) await trigger.WaitForSyncAsync(cancellationToken);
            foreach (var trigger in _triggers) subscriptions.Add(trigger.Start(queue));
            var workers = Enumerable.Range(0, _options.Concurrency).Select(_ => WorkAsync(queue, cancellationToken));
            await Task.WhenAll([.. workers, ResyncAsync(queue, cancellationToken)]);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The normal way to stop.
        }
        finally
        {
            foreach (var subscription in subscriptions) subscription.Dispose();
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

    private async Task WorkAsync(WorkQueue queue, CancellationToken cancellationToken)
    {
        while (true)
        {
            var item = await queue.TakeAsync(cancellationToken);
            try
            {
                await ReconcileAsync(queue, item, cancellationToken);
            }
            finally
            {
                queue.Done(item.Key);
            }
        }
    }

    private async Task ReconcileAsync(WorkQueue queue, QueueItem item, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(_options.ReconcileTimeout, _options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            var outcome = await _reconciler.ReconcileAsync(item.Key, either.Token);
            queue.Forget(item.Key);
            if (outcome is Outcome.Requeue requeue) queue.AddAfter(item.Key, requeue.After);
        }
        catch (TerminalException e)
        {
            queue.Forget(item.Key);
            ControllerLog.Terminal(_logger, Name, item.Key, e.Message);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            var wait = queue.AddRateLimited(item.Key, item.Priority);
            ControllerLog.Failed(_logger, e, Name, item.Key, queue.Failures(item.Key), wait);
        }
    }

    private async Task ResyncAsync(WorkQueue queue, CancellationToken cancellationToken)
    {
        if (_options.ResyncPeriod is not { } period || _self is null) return;
        var random = new Random();
        while (true)
        {
            await Task.Delay(period, _options.TimeProvider, cancellationToken);
            foreach (var key in _self.All()) queue.AddAfter(key, period * random.NextDouble(), WorkQueue.LowPriority);
        }
    }
}
