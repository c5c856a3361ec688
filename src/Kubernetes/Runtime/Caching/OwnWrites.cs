using Kubernetes.Models.Meta;

namespace Kubernetes.Runtime.Caching;

/// <summary>
/// What this process has written and the watch has not shown yet. Until it has, older news of those objects is not believed.
/// Guarded by the store's publishing lock.
/// </summary>
internal sealed class OwnWrites
{
    private readonly Dictionary<ObjectKey, string> _written = [];
    private readonly Dictionary<string, (ObjectKey Key, string? Version)> _deleted = [];

    /// <summary>The versions that the watch has still to reach.</summary>
    public IEnumerable<KeyValuePair<ObjectKey, string>> Outstanding => [.. _written];

    /// <summary>The UIDs whose end the watch still owes us, with the name and the last version that we knew.</summary>
    public IEnumerable<KeyValuePair<string, (ObjectKey Key, string? Version)>> Deletes => [.. _deleted];

    public void Written(ObjectKey key, string version) => _written[key] = version;

    /// <summary>We deleted an object that we knew in this version. Its UID never comes back.</summary>
    public void Deleted(ObjectKey key, string uid, string? version)
    {
        _deleted[uid] = (key, version);
        if (version is not null && ResourceVersions.Compare(version, _written.GetValueOrDefault(key) ?? "0") > 0) _written[key] = version;
    }

    public bool IsDeleted(string? uid) => uid is not null && _deleted.ContainsKey(uid);

    /// <summary>The version that we wrote, while the watch has not come that far.</summary>
    public string? VersionOf(ObjectKey key) => _written.GetValueOrDefault(key);

    /// <summary>Whether news of an object is from before our own write or delete. News that is not settles the matter.</summary>
    public bool IsOlder(ObjectKey key, ObjectMeta news)
    {
        if (IsDeleted(news.Uid)) return true;
        if (!_written.TryGetValue(key, out var version)) return false;
        if (ResourceVersions.Compare(news.ResourceVersion, version) < 0) return true;
        _written.Remove(key);
        return false;
    }

    public void Settle(ObjectKey key) => _written.Remove(key);

    public void Ended(string? uid)
    {
        if (uid is not null) _deleted.Remove(uid);
    }

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
}
