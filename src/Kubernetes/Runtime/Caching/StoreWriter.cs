using Kubernetes.Client;
using Kubernetes.Models;
using Kubernetes.Models.Meta;
using Kubernetes.Runtime.Watching;

namespace Kubernetes.Runtime.Caching;

/// <summary>
/// The one writer of a store: applies what the watcher says and what this process writes itself, and tells the subscribers what that changed.
/// A list replaces everything at once; what it does not show is announced as removed.
/// </summary>
internal sealed class StoreWriter<T>(Store<T> store, InformerScope scope)
    where T : class, IResource<T>
{
    private readonly OwnWrites _own = new();
    private Dictionary<ObjectKey, T>? _incoming;
    private bool _complete;
    private string? _seen;

    /// <summary>Applies one event; true when it completed a list.</summary>
    public bool Write(StoreEvent<T> change)
    {
        lock (store.Publishing)
        {
            switch (change)
            {
                case StoreEvent<T>.Init: _incoming = []; return false;
                case StoreEvent<T>.InitApply one: Receive(one.Object); return false;
                case StoreEvent<T>.InitPage page: Receive(page.Objects); return false;
                case StoreEvent<T>.InitLast last: Receive(last.Objects); Swap(last.ResourceVersion); return true;
                case StoreEvent<T>.InitDone done: Swap(done.ResourceVersion); return true;
                case StoreEvent<T>.Apply one: Put(one.Object); return false;
                case StoreEvent<T>.Delete one when _incoming is not null: _incoming.Remove(ObjectKey.Of(one.Object)); return false;
                case StoreEvent<T>.Delete one: Remove(ObjectKey.Of(one.Object), one.Object.Metadata, one.Object); return false;
                case StoreEvent<T>.LeaveOut one when _incoming is not null: _incoming.Remove(one.Object.Key); return false;
                case StoreEvent<T>.LeaveOut one: LeaveOut(one.Object.Key, one.Object.Metadata); return false;
                case StoreEvent<T>.DeleteUnreadable one when _incoming is not null: _incoming.Remove(one.Object.Key); return false;
                case StoreEvent<T>.DeleteUnreadable one: Remove(one.Object.Key, one.Object.Metadata, null); return false;
                case StoreEvent<T>.Progress mark: Seen(mark.ResourceVersion, inclusive: true); return false;
                default: return false;
            }
        }
    }

    /// <summary>Shows at once what this process wrote. The watch has the last word: what it has passed already is not taken back.</summary>
    public void WriteOwn(ObjectWrite<T> write)
    {
        lock (store.Publishing)
        {
            switch (write)
            {
                case ObjectWrite<T>.Stored stored: Store(stored.Object); return;
                case ObjectWrite<T>.Deleted deleted: Delete(deleted.Key, deleted.Uid); return;
            }
        }
    }

    private void Store(T obj)
    {
        var (key, version) = (ObjectKey.Of(obj), obj.Metadata.ResourceVersion);
        if (_own.IsDeleted(obj.Metadata.Uid)) return;
        if (!scope.IsDecidable || ResourceVersions.Compare(version, _seen ?? "0") is not > 0) return;
        if (_own.VersionOf(key) is { } earlier && ResourceVersions.Compare(version, earlier) is not > 0) return;
        _own.Written(key, version!);
        if (scope.Contains(obj)) Announce(store.Put(key, obj), obj, initial: false);
        else if (store.Remove(key) is { } last) store.Publish(new StoreChange<T>.Removed(last));
    }

    private void Delete(ObjectKey key, string uid)
    {
        if (store.Find(key)?.Metadata.Uid != uid || store.Remove(key) is not { } last) return;
        _own.Deleted(key, uid, last.Metadata.ResourceVersion);
        store.Publish(new StoreChange<T>.Removed(last));
    }

    private void Receive(IReadOnlyList<T> objects)
    {
        foreach (var obj in objects) Receive(obj);
    }

    private void Receive(T obj) => (_incoming ??= [])[ObjectKey.Of(obj)] = obj;

    private void Swap(string version)
    {
        var now = _incoming ?? [];
        _incoming = null;
        KeepOwnWrites(now, version);
        var before = store.Swap(now);
        foreach (var (key, last) in before)
        {
            if (!now.ContainsKey(key)) store.Publish(new StoreChange<T>.Removed(last));
        }

        foreach (var (key, obj) in now) Announce(before.GetValueOrDefault(key), obj, initial: !_complete);
        (_complete, _seen) = (true, version);
    }

    // A list may come from a server's cache that is behind our own write.
    private void KeepOwnWrites(Dictionary<ObjectKey, T> now, string version)
    {
        foreach (var (uid, gone) in _own.Deletes)
        {
            // Still listed: the list is older than the delete. Not listed by a list that knew the object: the watch will not speak of it any more.
            if (now.TryGetValue(gone.Key, out var listed) && listed.Metadata.Uid == uid) now.Remove(gone.Key);
            else if (ResourceVersions.Compare(version, gone.Version) is not < 0) _own.Ended(uid);
        }

        foreach (var (key, written) in _own.Outstanding)
        {
            var listed = now.GetValueOrDefault(key)?.Metadata.ResourceVersion ?? version;
            if (ResourceVersions.Compare(listed, written) is not < 0) _own.Settle(key);
            else if (store.Find(key) is { } own) now[key] = own;
            else now.Remove(key);
        }
    }

    private void Put(T obj)
    {
        var key = ObjectKey.Of(obj);
        if (!_own.IsOlder(key, obj.Metadata)) Announce(store.Put(key, obj), obj, initial: false);
        Seen(obj.Metadata.ResourceVersion, inclusive: false);
    }

    // The state that was known is not so any more, and the new one is in no form that anybody could use.
    private void LeaveOut(ObjectKey key, ObjectMeta news)
    {
        if (!_own.IsOlder(key, news) && store.Remove(key) is { } last) store.Publish(new StoreChange<T>.Removed(last));
        Seen(news.ResourceVersion, inclusive: false);
    }

    private void Remove(ObjectKey key, ObjectMeta news, T? state)
    {
        _own.Ended(news.Uid);
        // Another UID under this name is a later object, which we wrote ourselves: this is old news.
        if (store.Find(key)?.Metadata.Uid == news.Uid && store.Remove(key) is { } known)
        {
            _own.Settle(key);
            store.Publish(new StoreChange<T>.Removed(state ?? known));
        }

        Seen(news.ResourceVersion, inclusive: false);
    }

    private void Seen(string? version, bool inclusive)
    {
        if (string.IsNullOrEmpty(version) || ResourceVersions.Compare(version, _seen) < 0) return;
        _seen = version;
        foreach (var key in _own.TakeOverdue(version, inclusive))
        {
            if (store.Remove(key) is { } last) store.Publish(new StoreChange<T>.Removed(last));
        }
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
