using Kubernetes.Models.Core;

namespace LocalCluster.Controllers.Scheduling;

/// <summary>Asks one node. As in the scheduler the first kind of check that refuses speaks alone.</summary>
internal static class NodeCheck
{
    private static readonly NodeRefusal Unschedulable = new("node(s) were unschedulable");

    private static readonly NodeRefusal WrongName = new("node(s) didn't match the requested node name");

    private static readonly NodeRefusal Tainted = new("node(s) had untolerated taint(s)");

    private static readonly NodeRefusal NotSelected = new("node(s) didn't match Pod's node affinity/selector");

    private static readonly NodeRefusal PortsTaken = new("node(s) didn't have free ports for the requested pod ports", PreemptionMayHelp: true);

    public static IReadOnlyList<NodeRefusal> Refusals(Pod pod, ClusterNode node, ClusterView cluster)
    {
        if (node.Spec?.Unschedulable == true && !Tolerates(pod, UnschedulableTaint)) return [Unschedulable];
        if (pod.Spec?.NodeName is { Length: > 0 } name && name != node.Metadata.Name) return [WrongName];
        if (node.Spec?.Taints?.Any(taint => Repels(taint) && !Tolerates(pod, taint)) == true) return [Tainted];
        if (!NodeAffinityRule.Matches(pod, node)) return [NotSelected];

        var others = cluster.PodsOn(node).ToList();
        if (HostPorts(pod).Intersect(others.SelectMany(HostPorts)).Any()) return [PortsTaken];
        if (ResourceCheck.Refusals(pod, node, others) is { Count: > 0 } missing) return missing;
        return PodAffinityCheck.Refusal(pod, node, cluster) is { } refusal ? [refusal] : [];
    }

    private static Taint UnschedulableTaint => new() { Key = "node.kubernetes.io/unschedulable", Effect = "NoSchedule" };

    private static bool Repels(Taint taint) =>
        taint.Effect is "NoSchedule" or "NoExecute" && taint.Key != UnschedulableTaint.Key;

    private static bool Tolerates(Pod pod, Taint taint) => pod.Spec?.Tolerations?.Any(toleration =>
        (string.IsNullOrEmpty(toleration.Effect) || toleration.Effect == taint.Effect)
        && (string.IsNullOrEmpty(toleration.Key) ? toleration.Operator == "Exists" : toleration.Key == taint.Key)
        && (toleration.Operator == "Exists" || (toleration.Value ?? "") == (taint.Value ?? ""))) == true;

    private static IEnumerable<(int Port, string Protocol)> HostPorts(Pod pod) =>
        (pod.Spec?.Containers ?? []).SelectMany(container => container.Ports ?? [])
            .Where(port => port.HostPort is > 0)
            .Select(port => (port.HostPort!.Value, port.Protocol ?? "TCP"));
}
