using Kubernetes.Models.Core;

namespace LocalCluster.Controllers.EndpointSlices;

/// <summary>
/// Remembers, for one service, the times of the changes it has already seen, and answers which one a write is due to. Rule: the
/// earliest of the pods' readiness transitions that moved since the last look; at the first look the service's creation.
/// </summary>
internal sealed class ChangeTriggers
{
    private Dictionary<string, DateTimeOffset>? _podTimes;

    public DateTimeOffset? Observe(Service service, IEnumerable<Pod> pods)
    {
        var times = pods.Select(pod => (Name: pod.Metadata.Name ?? "", Time: ReadyTransition(pod)))
            .Where(pod => pod.Time is not null)
            .ToDictionary(pod => pod.Name, pod => pod.Time!.Value);
        var known = _podTimes;
        _podTimes = times;
        if (known is null) return service.Metadata.CreationTimestamp;

        return times.Where(pod => !known.TryGetValue(pod.Key, out var before) || pod.Value > before)
            .Select(pod => (DateTimeOffset?)pod.Value)
            .Min();
    }

    private static DateTimeOffset? ReadyTransition(Pod pod) =>
        pod.Status?.Conditions?.FirstOrDefault(condition => condition.Type == "Ready")?.LastTransitionTime;
}
