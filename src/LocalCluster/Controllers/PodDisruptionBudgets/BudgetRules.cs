using Kubernetes.Models.Apps;
using Kubernetes.Models.Core;
using Kubernetes.Models.Policy;
using LocalCluster.Controllers.Selection;
using LocalCluster.Controllers.StatefulSets.Pods;

namespace LocalCluster.Controllers.PodDisruptionBudgets;

/// <summary>How many of a budget's pods may be disturbed now.</summary>
internal static class BudgetRules
{
    public static BudgetCount Count(PodDisruptionBudget budget, IReadOnlyList<Pod> pods, IReadOnlyCollection<StatefulSet> sets)
    {
        var (expected, desired) = Expected(budget, pods, sets);
        var healthy = pods.Count(pod => IsHealthy(pod) && !IsDisrupted(budget, pod));
        return new BudgetCount(expected, desired, healthy, expected > 0 ? Math.Max(0, healthy - desired) : 0);
    }

    /// <summary>A plain minimum counts the pods there are; anything relative counts those that their sets want.</summary>
    private static (int Expected, int Desired) Expected(PodDisruptionBudget budget, IReadOnlyList<Pod> pods, IReadOnlyCollection<StatefulSet> sets)
    {
        if (budget.Spec?.MaxUnavailable is { } unavailable)
        {
            var wanted = Wanted(pods, sets);
            return (wanted, Math.Max(0, wanted - unavailable.Scale(wanted, roundUp: true)));
        }

        if (budget.Spec?.MinAvailable is not { } available) return (pods.Count, 0);
        if (available.Number is { } number) return (pods.Count, number);

        var total = Wanted(pods, sets);
        return (total, available.Scale(total, roundUp: true));
    }

    private static int Wanted(IReadOnlyList<Pod> pods, IReadOnlyCollection<StatefulSet> sets)
    {
        var owners = pods.Select(pod => Ownership.ControllerOf(pod)?.Uid).ToLookup(uid => uid);
        return owners.Sum(group => sets.FirstOrDefault(set => set.Metadata.Uid == group.Key)?.Spec?.Replicas ?? group.Count());
    }

    private static bool IsHealthy(Pod pod) =>
        pod.Metadata.DeletionTimestamp is null
        && pod.Status?.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) == true;

    private static bool IsDisrupted(PodDisruptionBudget budget, Pod pod) => budget.Status?.DisruptedPods?.ContainsKey(pod.Metadata.Name ?? "") == true;
}
