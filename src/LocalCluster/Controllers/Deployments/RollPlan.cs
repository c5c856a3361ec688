using Kubernetes.Models.Apps;

namespace LocalCluster.Controllers.Deployments;

/// <summary>How many pods each ReplicaSet of a deployment is to have next. Pure. The law of the deployment controller's rolling update.</summary>
internal static class RollPlan
{
    public static IReadOnlyList<(ReplicaSet Set, int Replicas)> Decide(Deployment deployment, ReplicaSet current, IReadOnlyList<ReplicaSet> old)
    {
        var wanted = deployment.Spec?.Replicas ?? 1;
        var changes = IsRecreate(deployment) ? [.. Recreate(wanted, current, old)] : Roll(deployment, wanted, current, old);
        return [.. changes.Where(change => change.Replicas != Size(change.Set))];
    }

    /// <summary>The size that a new set is born with.</summary>
    public static int FirstSize(Deployment deployment, IReadOnlyList<ReplicaSet> old)
    {
        var wanted = deployment.Spec?.Replicas ?? 1;
        if (IsRecreate(deployment)) return old.Any(set => Size(set) > 0 || (set.Status?.Replicas ?? 0) > 0) ? 0 : wanted;
        return Math.Clamp(wanted + SurgeOf(deployment) - old.Sum(Size), 0, wanted);
    }

    public static int SurgeOf(Deployment deployment) => IsRecreate(deployment) ? 0
        : deployment.Spec?.Strategy?.RollingUpdate?.MaxSurge?.Scale(deployment.Spec.Replicas ?? 1, roundUp: true) ?? 0;

    private static IEnumerable<(ReplicaSet Set, int Replicas)> Recreate(int wanted, ReplicaSet current, IReadOnlyList<ReplicaSet> old)
    {
        foreach (var set in old) yield return (set, 0);
        if (old.All(set => Size(set) == 0 && (set.Status?.Replicas ?? 0) == 0 && (set.Status?.TerminatingReplicas ?? 0) == 0)) yield return (current, wanted);
    }

    private static List<(ReplicaSet Set, int Replicas)> Roll(Deployment deployment, int wanted, ReplicaSet current, IReadOnlyList<ReplicaSet> old)
    {
        var all = Size(current) + old.Sum(Size);
        if (Size(current) > wanted) return [(current, wanted)];

        var room = wanted + SurgeOf(deployment) - all;
        if (Size(current) < wanted && room > 0) return [(current, Math.Min(wanted, Size(current) + room))];

        var leastAvailable = wanted - UnavailableOf(deployment, wanted);
        var unavailable = Size(current) - Available(current);
        return Shrink(old, all - leastAvailable - unavailable, Available(current) + old.Sum(Available) - leastAvailable);
    }

    /// <summary>First what is broken anyway, then what works, the oldest first.</summary>
    private static List<(ReplicaSet Set, int Replicas)> Shrink(IReadOnlyList<ReplicaSet> old, int mayGo, int mayGoAvailable)
    {
        List<(ReplicaSet, int)> changes = [];
        foreach (var set in old.OrderBy(set => set.Metadata.CreationTimestamp))
        {
            var broken = Math.Clamp(Size(set) - Available(set), 0, Math.Max(0, mayGo));
            var working = Math.Clamp(Math.Min(mayGo - broken, mayGoAvailable), 0, Size(set) - broken);
            if (broken + working == 0) continue;
            changes.Add((set, Size(set) - broken - working));
            (mayGo, mayGoAvailable) = (mayGo - broken - working, mayGoAvailable - working);
        }

        return changes;
    }

    private static int UnavailableOf(Deployment deployment, int wanted)
    {
        var said = deployment.Spec?.Strategy?.RollingUpdate?.MaxUnavailable?.Scale(wanted, roundUp: false) ?? 0;
        return said == 0 && SurgeOf(deployment) == 0 ? 1 : Math.Min(said, wanted);
    }

    private static bool IsRecreate(Deployment deployment) => deployment.Spec?.Strategy?.Type == "Recreate";

    private static int Size(ReplicaSet set) => set.Spec?.Replicas ?? 1;

    private static int Available(ReplicaSet set) => set.Status?.AvailableReplicas ?? 0;
}
