using Kubernetes.Models.Meta;

namespace Kubernetes.Runtime.Caching;

/// <summary>
/// What this process has written and the watch has not shown yet. Until it has, older news of those objects is not believed.
/// Guarded by the store's publishing lock.
/// </summary>
internal sealed class OwnWrites
{
    private readonly Dictionary<ObjectKey, string> _written = [];
    private readonly Dictionary<ObjectKey, string> _deleted = [];

    public void Written(ObjectKey key, string version) => _written[key] = version;

    public void Deleted(ObjectKey key, string uid) => _deleted[key] = uid;

    /// <summary>The version that we wrote, while the watch has not come that far.</summary>
    public string? VersionOf(ObjectKey key) => _written.GetValueOrDefault(key);

    /// <summary>Whether news of an object is from before our own write or delete of it. News that is not settles the matter.</summary>
    public bool IsOlder(ObjectKey key, ObjectMeta news)
    {
        if (_deleted.TryGetValue(key, out var uid))
        {
            if (uid == news.Uid) return true;
            _deleted.Remove(key);
        }

        if (!_written.TryGetValue(key, out var version)) return false;
        if (ResourceVersions.Compare(news.ResourceVersion, version) < 0) return true;
        _written.Remove(key);
        return false;
    }

    public void Forget(ObjectKey key)
    {
        _written.Remove(key);
        _deleted.Remove(key);
    }

    /// <summary>What we deleted and the watch still owes us the end of. A UID that is gone never comes back.</summary>
    public bool IsDeleted(ObjectKey key, string? uid) => _deleted.TryGetValue(key, out var gone) && gone == uid;

    public IEnumerable<ObjectKey> Deletes => [.. _deleted.Keys];

    /// <summary>
    /// Takes out what the watch should have shown by now and did not: news comes in order, so at version <paramref name="seen"/> nothing older is
    /// outstanding. Such an object is not, or no longer, among those that are watched.
    /// </summary>
    public IReadOnlyList<ObjectKey> TakeOverdue(string seen, bool inclusive)
    {
        if (_written.Count == 0) return [];
        List<ObjectKey> overdue = [.. _written.Where(pair => ResourceVersions.Compare(pair.Value, seen) is { } order && (order < 0 || (inclusive && order == 0))).Select(pair => pair.Key)];
        foreach (var key in overdue) _written.Remove(key);
        return overdue;
    }

    public IEnumerable<KeyValuePair<ObjectKey, string>> Outstanding => _written;
}
