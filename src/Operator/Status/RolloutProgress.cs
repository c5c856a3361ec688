using Operator.Api;
using Operator.Api.Strategies;
using Operator.Rollout;

namespace Operator.Status;

/// <summary>Carries the rollout's record on: which revision, how far, and when it last came a step further.</summary>
internal static class RolloutProgress
{
    public static RolloutStatus Of(StatusInput input)
    {
        var (state, before) = (input.Rising, input.Previous.Rollout ?? new RolloutStatus());
        var revision = state.IsTakenUp ? state.UpdateRevision : before.Revision;
        var isNew = revision is not null && revision != before.Revision;
        var record = input.Decision.Record;
        return new RolloutStatus
        {
            Strategy = input.Spec.UpdateStrategy.Type,
            Revision = revision,
            Wish = record is null ? before.Wish : record.Wish,
            Step = Step(input, state),
            BlueGreen = Colours(input, before),
            StepIndex = record is null ? before.StepIndex : record.Weight is null ? null : record.StepIndex,
            StepCount = record is null ? before.StepCount : record.Weight is null ? null : record.StepCount,
            Weight = record is null ? before.Weight : record.Weight,
            ActualWeight = record is null ? before.ActualWeight : record.ActualWeight,
            PausedSince = record is null ? before.PausedSince : record.PausedSince,
            PausedUntil = record is null ? before.PausedUntil : record.PausedUntil,
            AbortReason = record is null ? before.AbortReason : record.AbortReason,
            Analysis = record is null ? before.Analysis : record.Analysis.Count > 0 ? record.Analysis : null,
            Volumes = record is null ? before.Volumes : record.Volumes.Count > 0 ? record.Volumes : null,
            Gate = input.Wait?.Gate,
            StartedAt = isNew ? input.Now : before.StartedAt,
            LastProgressAt = isNew || HasMoved(input, before) ? input.Now : before.LastProgressAt ?? input.Now,
            CompletedAt = CompletedAt(input, before, isNew),
            StuckPods = input.Stuck.Count == 0 ? null : [.. input.Stuck.Select(stuck => new StuckPod { Name = stuck.Pod.Name, Reason = stuck.Reason })],
        };
    }

    private static string? Step(StatusInput input, RollState state) => input.Decision switch
    {
        { Record: { Weight: { } weight } record } => $"{record.StepIndex}/{record.StepCount ?? 0} {weight}%",
        { IsPreviewed: true, Beside.Colour: var colour } => $"{colour} {state.Ready}/{state.Wanted}",
        { Record.BlueGreen: { SwitchedAt: not null, Serving: var colour } } => $"{colour} serves",
        Decision.Advance { Set.Replicas: 0 } when state.Wanted > 0 => $"{input.Observed.Pods.Count} stopping",
        Decision.Advance { Set.Partition: 0 } when IsStarting(input) => $"{state.Ready}/{state.Wanted}",
        _ => state.IsRolling ? $"{state.Updated}/{state.ToUpdate}" : null,
    };

    /// <summary>Whether the new pods come up after all old ones have stopped.</summary>
    private static bool IsStarting(StatusInput input) =>
        input is { Spec.UpdateStrategy.Type: StrategyType.Recreate, Previous: { StableRevision: not null, Rollout: { CompletedAt: null } } };

    /// <summary>Handing over is the one thing of which the decision does not know beforehand whether it succeeds.</summary>
    private static BlueGreenStatus? Colours(StatusInput input, RolloutStatus before)
    {
        var colours = input.Decision.Record is { } record ? record.BlueGreen : before.BlueGreen;
        if (colours is null || input.Report.HandOver is not { Trouble: null } done) return colours;
        return done.HandOver.Closes
            ? Closed(input, colours, done.HasDoubts)
            : colours with { HandedOverAt = colours.SwitchedAt is null ? input.Now : null };
    }

    /// <summary>Pods that were away when their colour closed may have left something on their volumes.</summary>
    private static BlueGreenStatus Closed(StatusInput input, BlueGreenStatus colours, bool hasDoubts)
    {
        var pods = input.Observed.Beside.Pods;
        var isWhole = pods.Select((pod, index) => pod.Ordinal == index).All(isThere => isThere);
        return colours with { ClosedAt = input.Now, Closed = pods.Count, HasDoubts = hasDoubts || !isWhole ? true : null };
    }

    /// <summary>When the time allowed for the next step runs out; null when nothing has to move.</summary>
    public static DateTimeOffset? Deadline(StatusInput input, RolloutStatus rollout) => input.Wait is { Kind: WaitKind.Moving }
        ? rollout.LastProgressAt?.AddSeconds(input.Spec.ProgressDeadlineSeconds)
        : null;

    /// <summary>Another gate is progress, too: an app that was at rest, or in a pause, has all its time again.</summary>
    private static bool HasMoved(StatusInput input, RolloutStatus before) =>
        input.Previous.ObservedGeneration != input.Observed.App.Metadata.Generation
        || (input.Previous.ReadyReplicas ?? 0) != input.State.Ready
        || (input.Previous.UpdatedReplicas ?? 0) != input.Rising.Updated
        || (input.Previous.Replicas ?? 0) != input.State.Existing
        || before.Step != Step(input, input.Rising)
        || before.Gate != input.Wait?.Gate;

    private static DateTimeOffset? CompletedAt(StatusInput input, RolloutStatus before, bool isNew)
    {
        if (input.Wait is null) return isNew ? input.Now : before.CompletedAt ?? input.Now;
        return isNew || input.State.IsRolling ? null : before.CompletedAt;
    }
}
