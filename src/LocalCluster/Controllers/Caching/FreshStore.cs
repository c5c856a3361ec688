using System.Collections.Concurrent;
using System.Globalization;
using Kubernetes.Models;
using Kubernetes.Models.Meta;
using Kubernetes.Runtime.Caching;

namespace LocalCluster.Controllers.Caching;

/// <summary>
/// An informer's store that also shows what this process has just written, until the informer has caught up: a controller that
/// looks again right after its own write must not do it a second time.
/// </summary>
internal sealed class FreshStore<T>
    where T : class, IResource<T>
{
    public const string ByNamespace = "namespace";

    /// <summary>An answer that the watch never confirms (the object came and went in between) is forgotten after this.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<ObjectKey, (T Object, long At)> _written = new();
    private readonly Store<T> _store;
    private readonly TimeProvider _time;

    public FreshStore(Informer<T> informer, TimeProvider time)
    {
        Informer = informer;
        _store = informer.Store;
        _time = time;
        _store.AddIndex(ByNamespace, static obj => [obj.Metadata.Namespace ?? ""]);
        _store.Subscribe(Confirm);
    }

    public Informer<T> Informer { get; }

    public T? Find(ObjectKey key) => Own(key) ?? _store.Find(key);

    public IReadOnlyCollection<T> List() => WithOwn(_store.List(), _ => true);

    public IReadOnlyCollection<T> In(string? ns) => WithOwn(_store.ListIndexed(ByNamespace, ns ?? ""), key => key.Namespace == ns);

    /// <summary>Takes the answer to a write of ours.</summary>
    public T Remember(T answer)
    {
        var key = ObjectKey.Of(answer);
        _written[key] = (answer, _time.GetTimestamp());
        if (_store.Find(key) is { } known && Version(known) >= Version(answer)) _written.TryRemove(key, out _);
        return answer;
    }

    private void Confirm(StoreChange<T> change)
    {
        if (!_written.TryGetValue(change.Key, out var own)) return;

        var sameObject = change.Object.Metadata.Uid == own.Object.Metadata.Uid;
        var gone = change is StoreChange<T>.Removed && sameObject;
        if (gone || Version(change.Object) >= Version(own.Object)) _written.TryRemove(new(change.Key, own));
    }

    private IReadOnlyCollection<T> WithOwn(IReadOnlyCollection<T> known, Func<ObjectKey, bool> belongs)
    {
        if (_written.IsEmpty) return known;

        var own = _written.Keys.Where(belongs).Select(Own).OfType<T>().ToDictionary(obj => ObjectKey.Of(obj));
        return own.Count == 0 ? known : [.. known.Where(obj => !own.ContainsKey(ObjectKey.Of(obj))), .. own.Values];
    }

    private T? Own(ObjectKey key)
    {
        if (!_written.TryGetValue(key, out var own)) return null;
        if (_time.GetElapsedTime(own.At) < Patience) return own.Object;

        _written.TryRemove(new(key, own));
        return null;
    }

    /// <summary>Versions of one cluster can be compared as numbers (KEP-5504).</summary>
    private static long Version(T obj) =>
        long.TryParse(obj.Metadata.ResourceVersion, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;
}
