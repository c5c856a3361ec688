using Operator.Api;
using Operator.Apply;
using Operator.Rollout;
using Operator.Status.Conditions;

namespace Operator.Status;

/// <summary>The one thing that a person should hear first: phase, a reason in one word, and a sentence that says what moves it.</summary>
internal sealed record Headline(string Phase, string Reason, string Message)
{
    /// <summary>The reason of an app whose pods go back, or are back, because somebody or something has decided against the new revision.</summary>
    public const string RolloutAborted = "RolloutAborted";

    /// <summary>The first of these that applies, the most pressing one first.</summary>
    public static Headline Of(StatusInput input, RolloutStatus rollout) =>
        Held(input) ?? Refused(input) ?? Stuck(input) ?? Storage(input) ?? Aborted(input) ?? Pausing(input) ?? Late(input, rollout) ?? Moving(input) ?? Waiting(input) ?? Healthy(input);

    private static Headline? Held(StatusInput input) => input.Decision switch
    {
        Decision.Hold { Wait: { } wait } => new(PhaseOf(wait.Kind), wait.Gate, wait.Message),
        Decision.Release { Wait: { } wait } => new(PhaseOf(wait.Kind), wait.Gate, wait.Message),
        _ => null,
    };

    private static string PhaseOf(WaitKind kind) => kind switch
    {
        WaitKind.Paused => AppPhase.Paused,
        WaitKind.Refused => AppPhase.Degraded,
        _ => AppPhase.Progressing,
    };

    private static Headline? Refused(StatusInput input) =>
        input.Report.Refusals.FirstOrDefault() is { } refused
            ? new(AppPhase.Degraded, RefusalText.Reason(refused), RefusalText.Sentence(refused))
            : null;

    private static Headline? Stuck(StatusInput input) =>
        input.Stuck is [var stuck, ..]
            ? new(AppPhase.Degraded, stuck.Reason, StuckText.Sentence(stuck, input))
            : null;

    private static Headline? Storage(StatusInput input) =>
        input.Growth.Refusal is { } refusal ? new(AppPhase.Degraded, "ExpansionNotSupported", refusal) : null;

    private static Headline? Aborted(StatusInput input)
    {
        if (input.Decision.Record?.AbortReason is not { } reason) return null;
        var stable = input.Previous.StableRevision;
        var state = input.Wait is { } wait ? $"All pods go back to the stable revision {stable}. {wait.Message}" : $"All pods run the stable revision {stable} again.";
        return new(AppPhase.Degraded, RolloutAborted, $"The rollout was aborted: {reason.TrimEnd('.')}. {state} Change the spec; or {ActionCommand.Of(input.Observed, Annotations.Retry, "now")} tries it again.");
    }

    private static Headline? Pausing(StatusInput input) =>
        input.Wait is { Kind: WaitKind.Paused } wait ? new(AppPhase.Paused, wait.Gate, wait.Message) : null;

    private static Headline? Late(StatusInput input, RolloutStatus rollout) =>
        RolloutProgress.Deadline(input, rollout) < input.Now
            ? new(AppPhase.Degraded, ProgressingCondition.TooLate, $"No progress for {input.Spec.ProgressDeadlineSeconds} s. {input.Wait?.Message}{WayBack(input)}")
            : null;

    /// <summary>What takes a rollout back that does not come further.</summary>
    private static string WayBack(StatusInput input) =>
        input.Previous.StableRevision is { } stable && input.Rising.UpdateRevision is { } revision && revision != stable
            ? $" {ActionCommand.Of(input.Observed, Annotations.Abort, "now")} goes back to revision {stable}."
            : "";

    private static Headline? Moving(StatusInput input)
    {
        if (input.Wait is not { } wait) return null;
        var isFirst = input.Previous.StableRevision is null && input.State is { Available: 0, Wanted: > 0 };
        return isFirst
            ? new(AppPhase.Pending, "Starting", wait.Message)
            : new(AppPhase.Progressing, ProgressingCondition.Reason(wait), wait.Message);
    }

    private static Headline? Waiting(StatusInput input) =>
        new[] { StorageReadyCondition.Of(input), TrafficReadyCondition.Of(input) }.FirstOrDefault(condition => condition.Status != "True") is { } condition
            ? new(AppPhase.Progressing, condition.Reason, condition.Message)
            : null;

    private static Headline Healthy(StatusInput input) => new(
        AppPhase.Healthy,
        "AllPodsReady",
        input.State.Wanted switch
        {
            0 => "Scaled to zero: no pod is asked for.",
            1 => $"The pod is ready and runs revision {input.State.UpdateRevision}.",
            _ => $"All {input.State.Wanted} pods are ready; the revision is {input.State.UpdateRevision}.",
        });
}
