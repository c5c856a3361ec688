using NamespaceObjects = System.Collections.Immutable.ImmutableSortedDictionary<string, LocalCluster.Storage.StoredObject>;
using ResourceObjects = System.Collections.Immutable.ImmutableSortedDictionary<
    string, System.Collections.Immutable.ImmutableSortedDictionary<string, LocalCluster.Storage.StoredObject>>;

namespace LocalCluster.Storage;

/// <summary>All objects of one resource at one revision. Reading takes no lock and sees no later write.</summary>
internal sealed class StoreSnapshot
{
    private readonly ResourceObjects _objects;

    internal StoreSnapshot(long revision, ResourceObjects objects)
    {
        Revision = revision;
        _objects = objects;
    }

    public long Revision { get; }

    /// <summary>In key order (namespace, then name); of one namespace, or of all when null.</summary>
    public IEnumerable<StoredObject> List(string? inNamespace)
    {
        if (inNamespace is null)
            return _objects.Values.SelectMany(byName => byName.Values);
        return _objects.TryGetValue(inNamespace, out NamespaceObjects? one) ? one.Values : [];
    }

    public int Count(string? inNamespace) => inNamespace is null
        ? _objects.Values.Sum(byName => byName.Count)
        : _objects.GetValueOrDefault(inNamespace)?.Count ?? 0;

    public StoredObject? Find(string inNamespace, string name) =>
        _objects.GetValueOrDefault(inNamespace)?.GetValueOrDefault(name);
}
