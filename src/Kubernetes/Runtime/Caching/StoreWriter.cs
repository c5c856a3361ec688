using Kubernetes.Models;
using Kubernetes.Models.Meta;
using Kubernetes.Runtime.Watching;

namespace Kubernetes.Runtime.Caching;

/// <summary>The one writer of a store: applies what the watcher says and tells the subscribers what that changed.</summary>
internal sealed class StoreWriter<T>(Store<T> store)
    where T : class, IResource<T>
{
    private Dictionary<ObjectKey, T>? _incoming;
    private bool _complete;

    /// <summary>Applies one event; true when it completed a list.</summary>
    public bool Write(StoreEvent<T> change)
    {
        lock (store.Publishing)
        {
            switch (change)
            {
                case StoreEvent<T>.Init: _incoming = []; return false;
                case StoreEvent<T>.InitApply one: Receive(one.Object); return false;
                case StoreEvent<T>.InitPage page: foreach (var obj in page.Objects) Receive(obj); return false;
                case StoreEvent<T>.InitLast last: foreach (var obj in last.Objects) Receive(obj); Swap(); return true;
                case StoreEvent<T>.InitDone: Swap(); return true;
                case StoreEvent<T>.Apply one: Put(one.Object); return false;
                case StoreEvent<T>.Delete one when _incoming is not null: _incoming.Remove(ObjectKey.Of(one.Object)); return false;
                case StoreEvent<T>.Delete one: Remove(one.Object); return false;
                default: return false;
            }
        }
    }

    private void Receive(T obj) => (_incoming ??= [])[ObjectKey.Of(obj)] = obj;

    private void Swap()
    {
        var now = _incoming ?? [];
        _incoming = null;
        var before = store.Swap(now);
        foreach (var (key, last) in before)
        {
            if (!now.ContainsKey(key)) store.Publish(new StoreChange<T>.Removed(last));
        }

        foreach (var (key, obj) in now) Announce(before.GetValueOrDefault(key), obj, initial: !_complete);
        _complete = true;
    }

    private void Put(T obj) => Announce(store.Put(ObjectKey.Of(obj), obj), obj, initial: false);

    private void Remove(T obj)
    {
        if (store.Remove(ObjectKey.Of(obj)) is not null) store.Publish(new StoreChange<T>.Removed(obj));
    }

    private void Announce(T? before, T now, bool initial)
    {
        // Another UID under the same name is another object: the first one is gone.
        if (before is not null && before.Metadata.Uid != now.Metadata.Uid)
        {
            store.Publish(new StoreChange<T>.Removed(before));
            before = null;
        }

        if (before is null) store.Publish(new StoreChange<T>.Added(now, initial));
        else if (before.Metadata.ResourceVersion != now.Metadata.ResourceVersion) store.Publish(new StoreChange<T>.Updated(before, now));
    }
}
