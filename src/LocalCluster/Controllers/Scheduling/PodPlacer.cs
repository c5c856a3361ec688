using Kubernetes.Models.Core;

namespace LocalCluster.Controllers.Scheduling;

/// <summary>Decides where a pod goes. The refusals are worded as the default scheduler of 1.36 words them.</summary>
internal static class PodPlacer
{
    private const string DefaultScheduler = "default-scheduler";

    public static Placement Decide(Pod pod, ClusterView cluster)
    {
        if (!IsOurs(pod)) return new Placement.Ignore();
        if (cluster.Nodes.Count == 0) return new Placement.Refuse("no nodes available to schedule pods");

        var total = cluster.Nodes.Count;
        // The words after the reason are those that the scheduler's next stage adds: without claims it finds nothing to work on.
        if (ClaimCheck.Problem(pod, cluster) is { } problem) return new Placement.Refuse($"0/{total} nodes are available: {problem}. not found");

        var verdicts = cluster.Nodes.OrderBy(node => node.Metadata.Name, StringComparer.Ordinal)
            .Select(node => (Node: node, Refusals: NodeCheck.Refusals(pod, node, cluster)))
            .ToList();
        return verdicts.FirstOrDefault(verdict => verdict.Refusals.Count == 0).Node is { } node
            ? new Placement.Bind(node.Metadata.Name ?? "", [.. ClaimCheck.WaitingForConsumer(pod, cluster)])
            : new Placement.Refuse(Message(total, [.. verdicts.Select(verdict => verdict.Refusals)]));
    }

    private static bool IsOurs(Pod pod) =>
        string.IsNullOrEmpty(pod.Spec?.NodeName)
        && pod.Metadata.DeletionTimestamp is null
        && (pod.Spec?.SchedulerName ?? DefaultScheduler) == DefaultScheduler
        && pod.Spec?.SchedulingGates is not { Count: > 0 }
        && pod.Status?.Phase is not ("Succeeded" or "Failed");

    private static string Message(int total, IReadOnlyList<IReadOnlyList<NodeRefusal>> refusals)
    {
        var reasons = Counted(refusals.SelectMany(node => node.Select(refusal => refusal.Reason)));
        var preemption = Counted(refusals.Select(node => node.All(refusal => refusal.PreemptionMayHelp)
            ? "No preemption victims found for incoming pod"
            : "Preemption is not helpful for scheduling"));
        return $"0/{total} nodes are available: {reasons}. no new claims to deallocate, preemption: 0/{total} nodes are available: {preemption}.";
    }

    private static string Counted(IEnumerable<string> reasons) =>
        string.Join(", ", reasons.GroupBy(reason => reason).Select(group => $"{group.Count()} {group.Key}").Order(StringComparer.Ordinal));
}
