using Kubernetes.Models;
using Kubernetes.Models.Meta;
using Kubernetes.Runtime.Caching;
using Kubernetes.Runtime.Queueing;

namespace Kubernetes.Runtime.Controllers;

/// <summary>Turns the changes of one store into keys of a queue.</summary>
internal abstract class Trigger
{
    public abstract Task WaitForSyncAsync(CancellationToken cancellationToken);

    public abstract IDisposable Start(WorkQueue queue);

    /// <summary>The keys of all objects the trigger would name now; used for the periodic look at everything.</summary>
    public abstract IEnumerable<ObjectKey> All();

    public static Trigger Create<T>(Informer<T> informer, Func<T, IEnumerable<ObjectKey>> map, Func<StoreChange<T>, bool>? when)
        where T : class, IResource<T> => new Mapped<T>(informer, map, when);

    private sealed class Mapped<T>(Informer<T> informer, Func<T, IEnumerable<ObjectKey>> map, Func<StoreChange<T>, bool>? when) : Trigger
        where T : class, IResource<T>
    {
        public override Task WaitForSyncAsync(CancellationToken cancellationToken) => informer.WaitForSyncAsync(cancellationToken);

        public override IEnumerable<ObjectKey> All() => informer.Store.List().SelectMany(map);

        public override IDisposable Start(WorkQueue queue) => informer.Store.Subscribe(change =>
        {
            if (when is not null && !when(change)) return;
            var priority = change is StoreChange<T>.Added { Initial: true } ? WorkQueue.LowPriority : 0;
            foreach (var key in map(change.Object)) queue.Add(key, priority);
            // An object that changes hands concerns its old owner as well.
            if (change is not StoreChange<T>.Updated updated) return;
            foreach (var key in map(updated.Before)) queue.Add(key, priority);
        });
    }
}
