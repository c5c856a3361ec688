namespace LocalCluster.Storage;

/// <summary>
/// All objects of the cluster in memory, with one revision counter over all of them, optimistic concurrency, snapshots at earlier
/// revisions, and watches from a revision on. Knows nothing of HTTP or of any kind. Thread safe.
/// </summary>
internal sealed class ObjectStore(StoreOptions options)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ResourceTable> _tables = new(StringComparer.Ordinal);
    private long _revision = options.StartRevision;

    /// <summary>The revision of the last write.</summary>
    public long Revision => Volatile.Read(ref _revision);

    public StoredObject? Find(ObjectId id)
    {
        lock (_gate)
            return Table(id.Resource).Find(id.Namespace, id.Name);
    }

    public StoreSnapshot Read(string resource)
    {
        lock (_gate)
            return new StoreSnapshot(_revision, Table(resource).Objects);
    }

    /// <exception cref="CompactedException">That revision is out of the window.</exception>
    public StoreSnapshot ReadAt(string resource, long revision)
    {
        lock (_gate)
            return new StoreSnapshot(revision, Table(resource).At(revision));
    }

    /// <param name="id">Where the object will live.</param>
    /// <param name="build">Makes the stored form, given the revision of this write; called at most once, under the store's lock.</param>
    public WriteResult Create(ObjectId id, Func<long, StoredObject> build)
    {
        lock (_gate)
        {
            ResourceTable table = Table(id.Resource);
            if (table.Find(id.Namespace, id.Name) is { } current)
                return new WriteResult.AlreadyExists(current);
            return Commit(table, ChangeKind.Added, build, null);
        }
    }

    /// <param name="id">The object to replace.</param>
    /// <param name="expected">The revision the writer has read.</param>
    /// <param name="build">As in <see cref="Create"/>.</param>
    public WriteResult Replace(ObjectId id, long expected, Func<long, StoredObject> build) =>
        Change(id, expected, ChangeKind.Modified, build);

    /// <inheritdoc cref="Replace"/>
    public WriteResult Delete(ObjectId id, long expected, Func<long, StoredObject> build) =>
        Change(id, expected, ChangeKind.Deleted, build);

    public StoreWatch Watch(string resource, long afterRevision) => new(this, resource, afterRevision);

    /// <summary>
    /// Forgets the history of every resource: every revision that anybody has read until now is expired. The revision moves on by one for
    /// it, as it does in etcd, where a compaction is noted by a write.
    /// </summary>
    public void ForgetHistory()
    {
        lock (_gate)
        {
            Volatile.Write(ref _revision, _revision + 1);
            foreach (ResourceTable table in _tables.Values)
                table.History.Compact(_revision);
        }
    }

    internal (IReadOnlyList<StoreChange> Changes, long Revision, Task Grown) Since(string resource, long revision)
    {
        lock (_gate)
        {
            WatchHistory history = Table(resource).History;
            return (history.Since(revision), _revision, history.Grown);
        }
    }

    private WriteResult Change(ObjectId id, long expected, ChangeKind kind, Func<long, StoredObject> build)
    {
        lock (_gate)
        {
            ResourceTable table = Table(id.Resource);
            if (table.Find(id.Namespace, id.Name) is not { } current)
                return new WriteResult.Missing();
            if (current.Revision != expected)
                return new WriteResult.Conflict(current);
            return Commit(table, kind, build, current);
        }
    }

    private WriteResult.Written Commit(ResourceTable table, ChangeKind kind, Func<long, StoredObject> build, StoredObject? previous)
    {
        StoredObject written = build(_revision + 1);
        Volatile.Write(ref _revision, _revision + 1);
        table.Apply(new StoreChange(kind, written, previous));
        return new WriteResult.Written(written);
    }

    private ResourceTable Table(string resource)
    {
        if (!_tables.TryGetValue(resource, out ResourceTable? table))
            _tables[resource] = table = new ResourceTable(options.StartRevision, options.HistoryLength);
        return table;
    }
}
