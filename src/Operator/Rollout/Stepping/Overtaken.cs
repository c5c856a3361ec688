using Operator.Rollout.Gates;
using Operator.Rollout.Strategies;

namespace Operator.Rollout.Stepping;

/// <summary>
/// A new wish while the set has already left the stable revision for one that was never approved. A set makes pods of two revisions only, so
/// the stable template is written into it again first, and the canary begins when all pods are back.
/// </summary>
internal static class Overtaken
{
    public static Wait Wait { get; } = new(WaitNames.StrayPodsAreBack, WaitKind.Moving, "Brings the pods of an unfinished rollout back to the stable revision first.");

    /// <summary>Null when there is nothing to bring back, or nothing to bring it back with: the stable revision is no longer in the cluster.</summary>
    public static Decision? Of(RollInput input)
    {
        if (input.Stable is null || input.State.Wanted == 0) return null;
        var record = input.Record with { Weight = 0, ActualWeight = null, StepCount = input.Spec.UpdateStrategy.Canary?.Steps?.Count ?? 0 };
        if (input.Record.IsNew) return input.CanComeBack ? null : new Decision.Hold([Wait with { Kind = WaitKind.Waiting }]) { Record = record };
        if (!IsOnTheWay(input) || input.Observed.StableTemplate is not { } template) return null;
        if (record.Promotion == Promotion.Full) return Promote(input, record);
        var plan = input.Plan with { Template = template, Partition = 0 };
        return InPlaceRoll.Plan(input with { Record = record }, plan, maxUnavailable: 1) switch
        {
            Decision.Settled when input.CanComeBack => new Decision.Advance(input.Plan with { Partition = input.State.Wanted }, [], input.State.Wait) { Record = record },
            Decision.Advance advance => advance with { Wait = Wait },
            _ => new Decision.Advance(plan, [], Wait) { Record = record },
        };
    }

    private static Decision.Advance Promote(RollInput input, RollRecord record) =>
        new(input.Plan with { Partition = 0 }, [], input.State.Wait) { Record = CanarySteps.SkipAll(input, record, record.StepCount ?? 0) with { Weight = 100 } };

    /// <summary>
    /// A canary that has begun keeps all pods below its partition as long as its weight is 0. The set may leave the stable revision even then: its
    /// controller finishes what it has begun before it sees the new spec.
    /// </summary>
    private static bool IsOnTheWay(RollInput input) => input.Record.Weight == 0 && (!input.CanComeBack || input.LivePartition == 0);
}
