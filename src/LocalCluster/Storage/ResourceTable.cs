using NamespaceObjects = System.Collections.Immutable.ImmutableSortedDictionary<string, LocalCluster.Storage.StoredObject>;
using ResourceObjects = System.Collections.Immutable.ImmutableSortedDictionary<
    string, System.Collections.Immutable.ImmutableSortedDictionary<string, LocalCluster.Storage.StoredObject>>;

namespace LocalCluster.Storage;

/// <summary>The objects of one resource and the changes that led to them. Not thread safe: the store's lock guards every call.</summary>
internal sealed class ResourceTable(long startRevision, int historyLength)
{
    private static readonly NamespaceObjects NoObjects = NamespaceObjects.Empty.WithComparers(StringComparer.Ordinal);

    public ResourceObjects Objects { get; private set; } = ResourceObjects.Empty.WithComparers(StringComparer.Ordinal);

    public WatchHistory History { get; } = new(startRevision, historyLength);

    public StoredObject? Find(string inNamespace, string name) =>
        Objects.GetValueOrDefault(inNamespace)?.GetValueOrDefault(name);

    public void Apply(StoreChange change)
    {
        Objects = After(Objects, change);
        History.Append(change);
    }

    /// <summary>The objects as they were at an earlier revision: today's, with the later changes taken back one by one.</summary>
    /// <exception cref="CompactedException">The changes since then are no longer known.</exception>
    public ResourceObjects At(long revision)
    {
        ResourceObjects objects = Objects;
        foreach (StoreChange change in History.Since(revision).Reverse())
            objects = Before(objects, change);
        return objects;
    }

    private static ResourceObjects After(ResourceObjects objects, StoreChange change) => change.Kind == ChangeKind.Deleted
        ? Without(objects, change.Object)
        : With(objects, change.Object);

    private static ResourceObjects Before(ResourceObjects objects, StoreChange change) => change.Previous is null
        ? Without(objects, change.Object)
        : With(objects, change.Previous);

    private static ResourceObjects With(ResourceObjects objects, StoredObject one) =>
        objects.SetItem(one.Namespace, (objects.GetValueOrDefault(one.Namespace) ?? NoObjects).SetItem(one.Name, one));

    private static ResourceObjects Without(ResourceObjects objects, StoredObject one)
    {
        NamespaceObjects rest = (objects.GetValueOrDefault(one.Namespace) ?? NoObjects).Remove(one.Name);
        return rest.IsEmpty ? objects.Remove(one.Namespace) : objects.SetItem(one.Namespace, rest);
    }
}
