namespace LocalCluster.Controllers.Inventory;

/// <summary>All objects of the cluster by their uid, and who depends on whom. Safe for use from many threads.</summary>
internal sealed class ObjectGraph
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ObjectEntry> _objects = [];
    private readonly Dictionary<string, HashSet<string>> _dependents = [];

    public ObjectEntry? Find(string uid)
    {
        lock (_gate) return _objects.GetValueOrDefault(uid);
    }

    /// <summary>The objects that name this one as an owner, whether or not it is known itself.</summary>
    public IReadOnlyList<ObjectEntry> DependentsOf(string uid)
    {
        lock (_gate)
        {
            return _dependents.TryGetValue(uid, out var uids) ? [.. uids.Select(dependent => _objects[dependent])] : [];
        }
    }

    public ObjectEntry? Put(ObjectEntry entry)
    {
        lock (_gate)
        {
            var before = Take(entry.Uid);
            _objects.Add(entry.Uid, entry);
            foreach (var owner in entry.Owners)
            {
                if (!_dependents.TryGetValue(owner.Uid, out var uids)) _dependents.Add(owner.Uid, uids = []);
                uids.Add(entry.Uid);
            }

            return before;
        }
    }

    public ObjectEntry? Remove(string uid)
    {
        lock (_gate) return Take(uid);
    }

    private ObjectEntry? Take(string uid)
    {
        if (!_objects.Remove(uid, out var entry)) return null;

        foreach (var owner in entry.Owners)
        {
            if (!_dependents.TryGetValue(owner.Uid, out var uids)) continue;
            uids.Remove(uid);
            if (uids.Count == 0) _dependents.Remove(owner.Uid);
        }

        return entry;
    }
}
