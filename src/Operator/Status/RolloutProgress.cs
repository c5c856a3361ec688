using Operator.Api;
using Operator.Rollout;
using Operator.Rollout.Gates;
using Operator.Status.Conditions;

namespace Operator.Status;

/// <summary>Carries the rollout's record on: which revision, how far, and when it last came a step further.</summary>
internal static class RolloutProgress
{
    public static RolloutStatus Of(StatusInput input)
    {
        var (state, before) = (input.State, input.Previous.Rollout ?? new RolloutStatus());
        var revision = state.IsObserved ? state.UpdateRevision : before.Revision;
        var isNew = revision is not null && revision != before.Revision;
        var record = input.Decision.Record;
        return new RolloutStatus
        {
            Strategy = input.Spec.UpdateStrategy.Type,
            Revision = revision,
            Wish = record is null ? before.Wish : record.Wish,
            Step = record?.Weight is { } weight ? $"{record.StepIndex}/{record.StepCount ?? 0} {weight}%" : state.IsRolling ? $"{state.Updated}/{state.ToUpdate}" : null,
            StepIndex = record is null ? before.StepIndex : record.Weight is null ? null : record.StepIndex,
            StepCount = record is null ? before.StepCount : record.Weight is null ? null : record.StepCount,
            Weight = record is null ? before.Weight : record.Weight,
            ActualWeight = record is null ? before.ActualWeight : record.ActualWeight,
            PausedSince = record is null ? before.PausedSince : record.PausedSince,
            PausedUntil = record is null ? before.PausedUntil : record.PausedUntil,
            AbortReason = record is null ? before.AbortReason : record.AbortReason,
            Analysis = record is null ? before.Analysis : record.Analysis.Count > 0 ? record.Analysis : null,
            Volumes = record is null ? before.Volumes : record.Volumes.Count > 0 ? record.Volumes : null,
            Gate = input.Decision switch
            {
                Decision.Hold hold => hold.First.Gate,
                Decision.Advance advance => advance.Gate,
                _ => null,
            },
            StartedAt = isNew ? input.Now : before.StartedAt,
            LastProgressAt = isNew || HasMoved(input) || IsSetOff(input) ? input.Now : before.LastProgressAt ?? input.Now,
            CompletedAt = CompletedAt(input, before, isNew),
            StuckPods = input.Stuck.Count == 0 ? null : [.. input.Stuck.Select(stuck => new StuckPod { Name = stuck.Pod.Name, Reason = stuck.Reason })],
        };
    }

    /// <summary>When the time allowed for the next step runs out; null when nothing has to move.</summary>
    public static DateTimeOffset? Deadline(StatusInput input, RolloutStatus rollout) =>
        input.State.IsSettled || input.Decision is Decision.Hold || rollout.PausedSince is not null || rollout.Gate == WaitNames.AnalysisHasSucceeded ? null : rollout.LastProgressAt?.AddSeconds(input.Spec.ProgressDeadlineSeconds);

    /// <summary>Whether an app that was at rest has something to do again: its time begins now.</summary>
    private static bool IsSetOff(StatusInput input) => !input.State.IsSettled
        && input.Previous.Conditions?.FirstOrDefault(condition => condition.Type == ConditionType.Progressing) is { Status: "False", Reason: not ProgressingCondition.TooLate };

    private static bool HasMoved(StatusInput input) =>
        input.Previous.ObservedGeneration != input.Observed.App.Metadata.Generation
        || (input.Previous.ReadyReplicas ?? 0) != input.State.Ready
        || (input.Previous.UpdatedReplicas ?? 0) != input.State.Updated
        || (input.Previous.Replicas ?? 0) != input.State.Existing
        || (input.Decision.Record is { } record && ((record.AbortReason is not null && input.Previous.Rollout?.AbortReason is null) || record.StepIndex != (input.Previous.Rollout?.StepIndex ?? record.StepIndex) || (record.PausedSince is null && input.Previous.Rollout?.PausedSince is not null)));

    private static DateTimeOffset? CompletedAt(StatusInput input, RolloutStatus before, bool isNew)
    {
        if (input.State.IsSettled) return isNew ? input.Now : before.CompletedAt ?? input.Now;
        return isNew || input.State.IsRolling ? null : before.CompletedAt;
    }
}
