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

    /// <summary>Pods that cannot start.</summary>
    public static IReadOnlyList<Stuck> Among(IEnumerable<ObservedPod> pods, CounterAppSpec spec, DateTimeOffset now) =>
        Find(pods, pod => Reason(pod, spec, now) is { } reason ? new Stuck(pod, reason, $"cannot start ({reason})") : null);

    /// <summary>
    /// Of pods that a roll replaces anyway: those that cannot start, and those that run but have not been ready for longer than the deadline.
    /// Under OrderedReady the StatefulSet controller would wait for either for ever (kubernetes#67250).
    /// </summary>
    public static IReadOnlyList<Stuck> InTheWay(IEnumerable<ObservedPod> pods, CounterAppSpec spec, DateTimeOffset now) =>
        Find(pods, pod => Reason(pod, spec, now) is { } reason
            ? new Stuck(pod, reason, $"cannot start ({reason})")
            : !pod.IsReady && IsPast(pod.ReadySince ?? pod.CreatedAt, spec, now)
                ? new Stuck(pod, "NotReady", $"has not been ready for {spec.ProgressDeadlineSeconds} s")
                : null);

    /// <summary>When a pod that is not ready will have had its time; null for one that is ready or past it.</summary>
    public static DateTimeOffset? Deadline(ObservedPod pod, CounterAppSpec spec, DateTimeOffset now) =>
        !pod.IsReady && !pod.IsTerminating && (pod.Phase == "Pending" ? pod.CreatedAt : pod.ReadySince ?? pod.CreatedAt)?.AddSeconds(spec.ProgressDeadlineSeconds) is { } at && at >= now
            ? at
            : null;

    private static IReadOnlyList<Stuck> Find(IEnumerable<ObservedPod> pods, Func<ObservedPod, Stuck?> judge) =>
        [.. pods.Where(pod => !pod.IsTerminating).Select(judge).OfType<Stuck>()];

    private static string? Reason(ObservedPod pod, CounterAppSpec spec, DateTimeOffset now)
    {
        if (pod.WaitingReason is { } reason && Reasons.Contains(reason)) return reason;
        return pod.Phase == "Pending" && IsPast(pod.CreatedAt, spec, now) ? pod.WaitingReason ?? "Pending" : null;
    }

    private static bool IsPast(DateTimeOffset? since, CounterAppSpec spec, DateTimeOffset now) => since?.AddSeconds(spec.ProgressDeadlineSeconds) < now;

    /// <summary>A pod that cannot start: the reason in one word, and in words that follow the pod's name.</summary>
    internal sealed record Stuck(ObservedPod Pod, string Reason, string Why);
}
