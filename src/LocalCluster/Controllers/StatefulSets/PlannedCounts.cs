using System.Collections.Concurrent;
using Kubernetes.Models.Apps;
using Kubernetes.Models.Meta;
using LocalCluster.Controllers.StatefulSets.Planning;

namespace LocalCluster.Controllers.StatefulSets;

/// <summary>
/// How many pods of the current revision the last plan of a set has counted. Its status says the same, but only once it has been written
/// and its watch has told; a pod that is replaced in between would come back as it was, to be replaced again.
/// </summary>
internal sealed class PlannedCounts
{
    private readonly ConcurrentDictionary<ObjectKey, (string? Uid, int CurrentReplicas)> _counts = new();

    public int CurrentReplicas(StatefulSet set) => _counts.TryGetValue(ObjectKey.Of(set), out var planned) && planned.Uid == set.Metadata.Uid
        ? planned.CurrentReplicas
        : set.Status?.CurrentReplicas ?? 0;

    public void Remember(StatefulSet set, SetStatus status) => _counts[ObjectKey.Of(set)] = (set.Metadata.Uid, status.CurrentReplicas);

    public void Forget(ObjectKey key) => _counts.TryRemove(key, out _);
}
