using Kubernetes.Runtime.Controllers;
using Operator.Api;
using Operator.Apply;
using Operator.Observe;
using Operator.Rollout;

namespace Operator.Reconcile;

/// <summary>When an app is looked at again although nothing seems to happen: the soonest of the times at which something may have to be done.</summary>
internal static class NextLook
{
    /// <summary>A refusal stands until somebody changes something; a look now and then notices what no watch tells, such as a port that became free.</summary>
    public static readonly TimeSpan AfterRefusal = TimeSpan.FromMinutes(1);

    public static Outcome After(Observed observed, Decision decision, ApplyReport report, CounterAppStatus status, DateTimeOffset now)
    {
        var soonest = Times(observed, decision, report, status, now).Min();
        return soonest is { } wait ? Outcome.RequeueAfter(wait) : Outcome.AwaitChange;
    }

    private static IEnumerable<TimeSpan?> Times(Observed observed, Decision decision, ApplyReport report, CounterAppStatus status, DateTimeOffset now)
    {
        yield return decision.LookAt - now is { } left ? TimeSpan.FromMilliseconds(Math.Max(100, left.TotalMilliseconds)) : null;
        yield return report.Refusals.Any() || status.Phase == AppPhase.Degraded ? AfterRefusal : null;
        yield return observed.Pods.Any(pod => pod.IsReady) ? VisitReader.Interval : null;
        yield return status.Phase is AppPhase.Progressing or AppPhase.Pending ? UntilDeadline(observed, status, now) : null;
        foreach (var pod in observed.Pods) yield return StuckPods.Deadline(pod, observed.App.Spec, now)?.AddSeconds(1) - now;
    }

    private static TimeSpan? UntilDeadline(Observed observed, CounterAppStatus status, DateTimeOffset now) =>
        status.Rollout?.LastProgressAt?.AddSeconds(observed.App.Spec.ProgressDeadlineSeconds + 1) - now is { Ticks: > 0 } left ? left : null;
}
