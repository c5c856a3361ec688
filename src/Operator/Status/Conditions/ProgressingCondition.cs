using Kubernetes.Models.Meta;
using Operator.Api;
using Operator.Rollout;
using Operator.Rollout.Gates;

namespace Operator.Status.Conditions;

/// <summary>Whether something moves: a roll, a change of scale, a replacement of the set. False both at rest and when it is stuck; the reason tells which.</summary>
internal static class ProgressingCondition
{
    /// <summary>The reason of an app that has not come further in time.</summary>
    public const string TooLate = "ProgressDeadlineExceeded";

    public static Condition Of(StatusInput input, Headline headline, RolloutStatus rollout)
    {
        if (input.Decision is Decision.Hold { Wait: { } hold }) return Make(input, hold.Kind == WaitKind.Waiting, hold.Gate, hold.Message);
        if (RolloutProgress.Deadline(input, rollout) < input.Now) return Make(input, false, TooLate, headline.Message);
        if (headline.Phase == AppPhase.Paused) return Make(input, false, headline.Reason, headline.Message);
        if (headline.Phase == AppPhase.Healthy) return Make(input, false, "Settled", headline.Message);
        if (headline.Phase is AppPhase.Progressing or AppPhase.Pending) return Make(input, true, headline.Reason, headline.Message);
        return input.Wait is { Kind: WaitKind.Moving or WaitKind.Waiting } wait
            ? Make(input, true, Reason(wait), wait.Message)
            : Make(input, false, headline.Reason, headline.Message);
    }

    /// <summary>What moves, in one word.</summary>
    public static string Reason(Wait wait) => wait.Gate switch
    {
        WaitNames.SetIsReplaced => "ReplacingStatefulSet",
        WaitNames.SurplusPodsAreGone => "ScalingDown",
        WaitNames.GenerationIsObserved or WaitNames.PodsAreReady or WaitNames.PodsAreAvailable => "WaitingForPods",
        _ => "RollingOut",
    };

    private static Condition Make(StatusInput input, bool holds, string reason, string message) =>
        ConditionText.Make(input, ConditionType.Progressing, holds, reason, message);
}
