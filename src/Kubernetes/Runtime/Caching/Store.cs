using Kubernetes.Models;
using Kubernetes.Models.Meta;

namespace Kubernetes.Runtime.Caching;

/// <summary>
/// The cluster's objects of one kind as an informer last saw them: read from any thread, written by its informer only.
/// Objects are immutable records, so what is returned is a snapshot that nobody can change: no copies are made.
/// </summary>
public sealed class Store<T>
    where T : class, IResource<T>
{
    private readonly Lock _data = new();
    private readonly Dictionary<string, StoreIndex<T>> _indexes = [];
    private readonly List<Action<StoreChange<T>>> _subscribers = [];
    private Dictionary<ObjectKey, T> _objects = [];
    private T[]? _snapshot;

    public int Count
    {
        get { lock (_data) return _objects.Count; }
    }

    public T? Find(ObjectKey key)
    {
        lock (_data) return _objects.GetValueOrDefault(key);
    }

    /// <summary>All objects at one instant, in no order. Costs nothing when nothing changed since the last call.</summary>
    public IReadOnlyCollection<T> List()
    {
        lock (_data) return _snapshot ??= [.. _objects.Values];
    }

    /// <summary>The objects that the index files under the value. An index is declared with <see cref="AddIndex"/>.</summary>
    public IReadOnlyList<T> ListIndexed(string index, string value)
    {
        lock (_data)
        {
            return _indexes.TryGetValue(index, out var found)
                ? found.List(value)
                : throw new ArgumentException($"There is no index '{index}' of {T.Type}: declare it with AddIndex.", nameof(index));
        }
    }

    /// <summary>Declares an index: the values under which an object is filed.</summary>
    public void AddIndex(string name, Func<T, IEnumerable<string>> values)
    {
        lock (_data)
        {
            var index = new StoreIndex<T>(values);
            foreach (var obj in _objects.Values) index.Add(obj);
            _indexes.Add(name, index);
        }
    }

    /// <summary>
    /// Calls back for every object there is and then for every change, in order and one at a time, until the subscription is disposed.
    /// The callback runs on the informer's thread: it must be quick and must not throw.
    /// </summary>
    public IDisposable Subscribe(Action<StoreChange<T>> changed)
    {
        lock (Publishing)
        {
            foreach (var obj in List()) changed(new StoreChange<T>.Added(obj, Initial: true));
            _subscribers.Add(changed);
            return new Subscription(() =>
            {
                lock (Publishing) _subscribers.Remove(changed);
            });
        }
    }

    /// <summary>Held by the writer from before a change until every subscriber has heard of it; never taken by a reader.</summary>
    internal Lock Publishing { get; } = new();

    internal void Publish(StoreChange<T> change)
    {
        foreach (var subscriber in _subscribers.ToArray()) subscriber(change);
    }

    internal T? Put(ObjectKey key, T obj)
    {
        lock (_data)
        {
            _objects.Remove(key, out var before);
            foreach (var index in _indexes.Values) index.Replace(before, obj);
            _objects.Add(key, obj);
            _snapshot = null;
            return before;
        }
    }

    internal T? Remove(ObjectKey key)
    {
        lock (_data)
        {
            if (!_objects.Remove(key, out var before)) return null;
            foreach (var index in _indexes.Values) index.Remove(before);
            _snapshot = null;
            return before;
        }
    }

    /// <summary>Swaps the whole content at once and returns what was there.</summary>
    internal Dictionary<ObjectKey, T> Swap(Dictionary<ObjectKey, T> objects)
    {
        lock (_data)
        {
            var before = _objects;
            _objects = objects;
            _snapshot = null;
            foreach (var index in _indexes.Values) index.Reset(objects.Values);
            return before;
        }
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
