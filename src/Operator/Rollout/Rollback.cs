using Operator.Api;
using Operator.Api.Strategies;
using Operator.Rollout.Gates;
using Operator.Rollout.Strategies;

namespace Operator.Rollout;

/// <summary>
/// Takes an aborted rollout back: the stable revision's template is written into the set again, and the pods follow in order. Raising the
/// partition alone would take nothing back (kubernetes#91675).
/// </summary>
internal static class Rollback
{
    public static Decision Plan(RollInput input)
    {
        var record = input.Record with { Weight = null, ActualWeight = null, PausedSince = null, PausedUntil = null };
        if (input.Observed.StableTemplate is not { } template) return Hold(input, record);
        var back = input with { Record = record, Plan = input.Plan with { Template = template } };
        var spare = input.Spec.UpdateStrategy.RollingUpdate?.MaxUnavailable ?? 1;
        var decision = input.Spec.UpdateStrategy.Type == StrategyType.Recreate
            ? StrategyTable.Find(StrategyType.Recreate)!.Plan(back)
            : InPlaceRoll.Plan(back, back.Plan with { Partition = 0 }, spare);
        return decision switch
        {
            Decision.Advance { Wait: { } wait } advance => advance with { Wait = wait with { Gate = WaitNames.PodsAreStable } },
            var settled => settled,
        };
    }

    /// <summary>The template is looked up once the status says that it is needed.</summary>
    private static Decision.Hold Hold(RollInput input, RollRecord record) =>
        new([input.Observed.App.Status?.Rollout?.AbortReason is null
            ? new Wait(WaitNames.PodsAreStable, WaitKind.Waiting, $"The rollout is aborted: all pods go back to revision {input.Stable}.")
            : new Wait(WaitNames.PodsAreStable, WaitKind.Refused, $"The rollout is aborted, but revision {input.Stable} is no longer in the cluster: set the spec to what shall run, or {ActionCommand.Of(input.Observed, Annotations.Retry, "now")} begins the new one again.")])
        {
            Record = record,
        };
}
