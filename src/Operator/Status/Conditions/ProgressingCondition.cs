using Kubernetes.Models.Meta;
using Operator.Api;
using Operator.Rollout;

namespace Operator.Status.Conditions;

/// <summary>Whether something moves: a roll, a change of scale, a replacement of the set. False both at rest and when it is stuck; the reason tells which.</summary>
internal static class ProgressingCondition
{
    /// <summary>The reason of an app that has not come further in time.</summary>
    public const string TooLate = "ProgressDeadlineExceeded";

    public static Condition Of(StatusInput input, Headline headline, RolloutStatus rollout)
    {
        if (input.Decision is Decision.Hold hold) return Make(input, hold.First.Kind == HoldKind.Waiting, hold.First.Gate, hold.First.Message);
        if (RolloutProgress.Deadline(input, rollout) < input.Now) return Make(input, false, TooLate, headline.Message);
        if (headline.Phase == AppPhase.Paused) return Make(input, false, headline.Reason, headline.Message);
        if (headline.Phase == AppPhase.Healthy) return Make(input, false, "Settled", headline.Message);
        if (headline.Phase is AppPhase.Progressing or AppPhase.Pending) return Make(input, true, headline.Reason, headline.Message);
        return input.State.IsSettled && !input.IsBusy
            ? Make(input, false, headline.Reason, headline.Message)
            : Make(input, true, Reason(input), input.Waits);
    }

    /// <summary>What moves, in one word.</summary>
    public static string Reason(StatusInput input) =>
        input.State.IsRolling || input.IsBusy ? "RollingOut" : input.State.Existing > input.State.Wanted ? "ScalingDown" : "WaitingForPods";

    private static Condition Make(StatusInput input, bool holds, string reason, string message) =>
        ConditionText.Make(input, ConditionType.Progressing, holds, reason, message);
}
