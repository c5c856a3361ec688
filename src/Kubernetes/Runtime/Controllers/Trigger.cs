using Kubernetes.Models;
using Kubernetes.Models.Meta;
using Kubernetes.Runtime.Caching;
using Kubernetes.Runtime.Queueing;
using Microsoft.Extensions.Logging;

namespace Kubernetes.Runtime.Controllers;

/// <summary>Turns the changes of one store into keys of a queue.</summary>
internal abstract class Trigger
{
    public abstract ResourceType Kind { get; }

    /// <summary>What has kept the informer from its list most recently; null when nothing has.</summary>
    public abstract string? LastError { get; }

    public abstract Task WaitForSyncAsync(CancellationToken cancellationToken);

    /// <summary>Adds the keys that the store's changes name, until disposed. A mapping that throws is logged and costs only its own change.</summary>
    public abstract IDisposable Start(WorkQueue queue, ILogger logger);

    /// <summary>Whether the store holds an object under this key now.</summary>
    public abstract bool Has(ObjectKey key);

    public static Trigger Create<T>(Informer<T> informer, Func<T, IEnumerable<ObjectKey>> map, Func<StoreChange<T>, bool>? when)
        where T : class, IResource<T> => new Mapped<T>(informer, map, when);

    private sealed class Mapped<T>(Informer<T> informer, Func<T, IEnumerable<ObjectKey>> map, Func<StoreChange<T>, bool>? when) : Trigger
        where T : class, IResource<T>
    {
        public override ResourceType Kind => T.Type;

        public override string? LastError => informer.LastError;

        public override Task WaitForSyncAsync(CancellationToken cancellationToken) => informer.WaitForSyncAsync(cancellationToken);

        public override bool Has(ObjectKey key) => informer.Store.Find(key) is not null;

        public override IDisposable Start(WorkQueue queue, ILogger logger) => informer.Store.Subscribe(change =>
        {
            try
            {
                Add(queue, change);
            }
            catch (Exception e)
            {
                ControllerLog.MappingFailed(logger, e, T.Type, change.Key);
            }
        });

        private void Add(WorkQueue queue, StoreChange<T> change)
        {
            if (when is not null && !when(change)) return;
            var priority = change is StoreChange<T>.Added { Initial: true } ? WorkQueue.LowPriority : 0;
            IReadOnlyList<ObjectKey> named = [.. map(change.Object)];
            foreach (var key in named) queue.Add(key, priority);
            if (change is not StoreChange<T>.Updated updated) return;
            // An object that changes hands concerns its old owner as well; a key that is named twice would be worked on twice.
            foreach (var key in map(updated.Before))
            {
                if (!named.Contains(key)) queue.Add(key, priority);
            }
        }
    }
}
