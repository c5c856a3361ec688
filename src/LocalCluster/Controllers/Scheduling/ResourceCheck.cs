using Kubernetes.Models;
using Kubernetes.Models.Core;

namespace LocalCluster.Controllers.Scheduling;

/// <summary>What a pod requests has to be left on the node. A node that reports no allocatable amount of a resource has none of it.</summary>
internal static class ResourceCheck
{
    private static readonly Dictionary<string, Quantity> Nothing = [];

    public static IReadOnlyList<NodeRefusal> Refusals(Pod pod, ClusterNode node, IReadOnlyCollection<Pod> others)
    {
        // A node that has not reported its size yet is not judged by it.
        if (node.Status?.Allocatable is not { } allocatable) return [];

        List<NodeRefusal> refusals = [];
        if (allocatable.TryGetValue("pods", out var pods) && others.Count + 1 > pods.Value)
            refusals.Add(new NodeRefusal("Too many pods", PreemptionMayHelp: true));
        foreach (var (resource, amount) in Requests(pod).Where(request => request.Value > 0))
        {
            var size = allocatable.TryGetValue(resource, out var quantity) ? quantity.Value : 0;
            if (amount > size) refusals.Add(new NodeRefusal($"Insufficient {resource}"));
            else if (amount > size - others.Sum(other => Requests(other).GetValueOrDefault(resource)))
                refusals.Add(new NodeRefusal($"Insufficient {resource}", PreemptionMayHelp: true));
        }

        return refusals;
    }

    /// <summary>The sum over the containers, or the largest init container if that is more.</summary>
    private static Dictionary<string, decimal> Requests(Pod pod)
    {
        var total = new Dictionary<string, decimal>();
        foreach (var (resource, quantity) in (pod.Spec?.Containers ?? []).SelectMany(container => container.Resources?.Requests ?? Nothing))
        {
            total[resource] = total.GetValueOrDefault(resource) + quantity.Value;
        }

        foreach (var (resource, quantity) in (pod.Spec?.InitContainers ?? []).SelectMany(container => container.Resources?.Requests ?? Nothing))
        {
            total[resource] = Math.Max(total.GetValueOrDefault(resource), quantity.Value);
        }

        return total;
    }
}
