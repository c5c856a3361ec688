using Kubernetes.Models.Apps;

namespace LocalCluster.Controllers.Deployments;

/// <summary>
/// What a change of the number of pods means for each ReplicaSet while more than one of them has pods, or while nothing else moves because the
/// deployment is paused: each gets its share. Pure. The law of the deployment controller's scale.
/// </summary>
internal static class ProportionalPlan
{
    /// <summary>Whether the number has changed since the sets were told it.</summary>
    public static bool IsScaled(Deployment deployment, IReadOnlyList<ReplicaSet> sets) =>
        Active(sets).Any(set => TemplateSets.SizeIn(set, TemplateSets.DesiredAnnotation) is { } told && told != Wanted(deployment));

    public static IReadOnlyList<(ReplicaSet Set, int Replicas)> Decide(Deployment deployment, ReplicaSet? current, IReadOnlyList<ReplicaSet> sets)
    {
        var (wanted, active) = (Wanted(deployment), Active(sets));
        if (active.Count <= 1 && (active.FirstOrDefault() ?? current ?? Newest(sets)) is { } only)
            return Size(only) == wanted && !IsScaled(deployment, [only]) ? [] : [(only, wanted)];
        if (current is not null && Size(current) == wanted && current.Status?.AvailableReplicas == wanted && !IsScaled(deployment, [current]))
            return [.. active.Where(set => set.Metadata.Uid != current.Metadata.Uid).Select(set => (set, 0))];
        return deployment.Spec?.Strategy?.Type == "Recreate" ? [] : Shared(deployment, wanted, active);
    }

    /// <summary>The largest set takes what rounding leaves over.</summary>
    private static List<(ReplicaSet Set, int Replicas)> Shared(Deployment deployment, int wanted, IReadOnlyList<ReplicaSet> active)
    {
        var toAdd = (wanted > 0 ? wanted + RollPlan.SurgeOf(deployment) : 0) - active.Sum(Size);
        var bySize = active.OrderByDescending(Size);
        List<ReplicaSet> sets = [.. toAdd > 0 ? bySize.ThenByDescending(set => set.Metadata.CreationTimestamp) : bySize.ThenBy(set => set.Metadata.CreationTimestamp)];
        var added = 0;
        List<(ReplicaSet Set, int Replicas)> plan = [];
        foreach (var set in sets)
        {
            var (share, left) = (Share(deployment, wanted, set), toAdd - added);
            var part = toAdd > 0 ? Math.Min(share, left) : Math.Max(share, left);
            if (toAdd == 0 || left == 0) part = 0;
            added += part;
            plan.Add((set, Size(set) + part));
        }

        if (toAdd != 0) plan[0] = (plan[0].Set, Math.Max(0, plan[0].Replicas + toAdd - added));
        return [.. plan.Where(change => change.Replicas != Size(change.Set) || IsScaled(deployment, [change.Set]))];
    }

    private static int Share(Deployment deployment, int wanted, ReplicaSet set)
    {
        if (wanted == 0) return -Size(set);
        var before = TemplateSets.SizeIn(set, TemplateSets.MaximumAnnotation) is > 0 and { } told ? told : deployment.Status?.Replicas ?? 0;
        if (before == 0) return 0;
        var size = Size(set) * (double)(wanted + RollPlan.SurgeOf(deployment)) / before;
        return (int)Math.Round(size, MidpointRounding.AwayFromZero) - Size(set);
    }

    private static List<ReplicaSet> Active(IEnumerable<ReplicaSet> sets) => [.. sets.Where(set => Size(set) > 0)];

    private static ReplicaSet? Newest(IEnumerable<ReplicaSet> sets) => sets.MaxBy(set => set.Metadata.CreationTimestamp);

    private static int Wanted(Deployment deployment) => deployment.Spec?.Replicas ?? 1;

    private static int Size(ReplicaSet set) => set.Spec?.Replicas ?? 1;
}
