using System.Collections.Concurrent;

namespace Kubernetes.Client;

/// <summary>
/// Tells whoever wants to know what this client has written, before the writer goes on: a cache can then show it at once instead of when the
/// watch brings it.
/// </summary>
internal sealed class ObjectWrites
{
    private readonly ConcurrentDictionary<Type, object> _listeners = [];

    public IDisposable Subscribe<T>(Action<ObjectWrite<T>> written) => ListenersOf<T>().Add(written);

    public void Tell<T>(ObjectWrite<T> write)
    {
        if (_listeners.TryGetValue(typeof(T), out var listeners)) ((Listeners<T>)listeners).Tell(write);
    }

    private Listeners<T> ListenersOf<T>() => (Listeners<T>)_listeners.GetOrAdd(typeof(T), static _ => new Listeners<T>());

    private sealed class Listeners<T>
    {
        private readonly Lock _gate = new();
        private Action<ObjectWrite<T>>[] _all = [];

        public Subscription Add(Action<ObjectWrite<T>> written)
        {
            lock (_gate) _all = [.. _all, written];
            return new Subscription(() =>
            {
                lock (_gate) _all = [.. _all.Where(other => other != written)];
            });
        }

        public void Tell(ObjectWrite<T> write)
        {
            foreach (var written in Volatile.Read(ref _all)) written(write);
        }
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
