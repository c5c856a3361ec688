using Operator.Api;
using Operator.Observe;

namespace Operator.Rollout;

/// <summary>Finds pods that will not start by themselves. The list of reasons is that of grafana/rollout-operator#466.</summary>
internal static class StuckPods
{
    private static readonly HashSet<string> Reasons = new(StringComparer.Ordinal)
    {
        "CrashLoopBackOff",
        "ImagePullBackOff",
        "ErrImagePull",
        "ErrImageNeverPull",
        "InvalidImageName",
        "CreateContainerConfigError",
        "CreateContainerError",
        "RunContainerError",
    };

    public static IReadOnlyList<Stuck> Among(IEnumerable<ObservedPod> pods, CounterAppSpec spec, DateTimeOffset now) =>
        [.. pods
            .Where(pod => !pod.IsTerminating)
            .Select(pod => (pod, reason: Reason(pod, spec, now)))
            .Where(found => found.reason is not null)
            .Select(found => new Stuck(found.pod, found.reason!))];

    private static string? Reason(ObservedPod pod, CounterAppSpec spec, DateTimeOffset now)
    {
        if (pod.WaitingReason is { } reason && Reasons.Contains(reason)) return reason;
        var isLate = pod.Phase == "Pending" && pod.CreatedAt?.AddSeconds(spec.ProgressDeadlineSeconds) < now;
        return isLate ? pod.WaitingReason ?? "Pending" : null;
    }

    /// <summary>A pod that cannot start, and why.</summary>
    internal sealed record Stuck(ObservedPod Pod, string Reason);
}
