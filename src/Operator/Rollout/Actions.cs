using Operator.Api;
using Operator.Observe;
using Operator.Rollout.Gates;
using Operator.Rollout.Strategies;

namespace Operator.Rollout;

/// <summary>
/// Acts on the annotations by which a person or a tool moves a rollout. Each is answered once, also when there is nothing to do; the answer
/// goes into the status before the annotation is taken off, so that it acts once even if the operator dies in between.
/// </summary>
internal static class Actions
{
    public static RollRecord Take(Observed observed, RollRecord record)
    {
        foreach (var annotation in observed.PendingActions)
            record = Take(observed, record, annotation, observed.Annotation(annotation));
        return record;
    }

    /// <summary>A promotion that no step has used up had nothing to promote. One in full waits until the steps are asked.</summary>
    public static RollRecord Conclude(Observed observed, RollRecord record, Wait? wait) =>
        record.Promotion == Promotion.None || (record.Promotion == Promotion.Full && wait is { Gate: WaitNames.GenerationIsObserved or WaitNames.StrayPodsAreBack })
        ? record
        : (record with { Promotion = Promotion.None }).Answer(
            Annotations.Promote,
            observed.Annotation(Annotations.Promote),
            false,
            record.Weight is null
                ? "There is nothing to promote: no rollout waits for it."
                : $"There is nothing to promote: step {record.StepIndex + 1} of {record.StepCount} is no pause. {ActionCommand.Of(observed, Annotations.Promote, "full")} skips all steps that are left.");

    private static RollRecord Take(Observed observed, RollRecord record, string annotation, string? value) => annotation switch
    {
        _ when Annotations.Actions.Contains(annotation) && !IsMeant(annotation, value) =>
            record.Answer(annotation, value, false, $"{annotation}={value} asks for nothing: write {annotation}={(annotation == Annotations.Promote ? $"next or {annotation}=full" : "now")}."),
        Annotations.Promote => record with { Promotion = value == "full" ? Promotion.Full : Promotion.Next },
        Annotations.Abort => Abort(observed, record, value),
        Annotations.Retry when record.AbortReason is null => record.Answer(annotation, value, false, "There is nothing to retry: the rollout is not aborted."),
        Annotations.Retry => record.StartOver().Answer(annotation, value, true, "Retried: the rollout begins again with its first step."),
        Annotations.Restart when record.AbortReason is not null =>
            record.Answer(annotation, value, false, $"An aborted rollout is not restarted: change the spec, or {ActionCommand.Of(observed, Annotations.Retry, "now")} begins it again."),
        Annotations.Restart => record.Restart(observed).Answer(annotation, value, true, $"Restarted: all pods are replaced as updateStrategy {observed.App.Spec.UpdateStrategy.Type} says."),
        _ => record.Answer(annotation, value, false, $"{annotation} is none of the operator's annotations: write {string.Join(", ", Annotations.Actions)}."),
    };

    /// <summary>A value such as false or a misspelt full is no wish.</summary>
    private static bool IsMeant(string annotation, string? value) => value is "now" or "next" or "true" || (value == "full" && annotation == Annotations.Promote);

    private static RollRecord Abort(Observed observed, RollRecord record, string? value)
    {
        var stable = observed.App.Status?.StableRevision;
        if (stable is null) return record.Answer(Annotations.Abort, value, false, "There is nothing to go back to: no revision has been stable yet.");
        if (record.AbortReason is not null) return record.Answer(Annotations.Abort, value, false, "The rollout is aborted already.");
        if (record.BlueGreen is { SwitchedAt: not null, ClosedAt: not null })
            return record.Answer(Annotations.Abort, value, false, "The old colour has handed its visits over and stops: change the spec to go back.");
        return record.IsNew || record.Weight is not null || BlueGreen.IsBeside(record.BlueGreen) || BlueGreen.CanSwitchBack(record.BlueGreen) || observed.Set?.Status?.UpdateRevision != stable || observed.Pods.Any(pod => pod.Revision != stable)
            ? (record with { AbortReason = $"{Annotations.Abort} was set." }).Answer(Annotations.Abort, value, true, $"Aborted: all pods go back to revision {stable}.")
            : record.Answer(Annotations.Abort, value, false, $"There is nothing to abort: all pods run the stable revision {stable}.");
    }
}
