using System.Collections.Concurrent;
using Kubernetes.Models.Apps;
using Kubernetes.Models.Meta;

namespace LocalCluster.Controllers.StatefulSets;

/// <summary>
/// Whoever edits a set often edits it again at once. A status in between would be stale before it is read, and in a real cluster it would
/// meet the next edit and be refused; so the status waits until the spec has been left alone for a moment. Pods do not wait.
/// </summary>
internal sealed class EditPause(TimeProvider time)
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<ObjectKey, Edit> _edits = new();

    /// <summary>How long to wait before the status is written; null for not at all.</summary>
    public TimeSpan? Left(StatefulSet set)
    {
        var now = time.GetTimestamp();
        var edit = _edits.AddOrUpdate(
            ObjectKey.Of(set),
            _ => new Edit(set.Metadata.Uid, set.Metadata.Generation, now),
            (_, last) => last.Uid == set.Metadata.Uid && last.Generation == set.Metadata.Generation ? last : new Edit(set.Metadata.Uid, set.Metadata.Generation, now));
        var left = Moment - time.GetElapsedTime(edit.SeenAt, now);
        return left > TimeSpan.Zero ? left : null;
    }

    public void Forget(ObjectKey key) => _edits.TryRemove(key, out _);

    private sealed record Edit(string? Uid, long? Generation, long SeenAt);
}
