using Operator.Api.Strategies;
using Operator.Observe;
using Operator.Rollout.Analysis;
using Operator.Rollout.Colours;
using Operator.Rollout.Gates;
using Operator.Rollout.Strategies;

namespace Operator.Rollout;

/// <summary>
/// Decides what is done now: gates first, then a replacement of the set if one is due or under way, then the way back if the rollout is
/// aborted, then the app's strategy.
/// </summary>
internal static class RolloutPlanner
{
    public static Decision Decide(Observed observed, DateTimeOffset now)
    {
        if (observed is { IsBeingDeleted: true, Replacing: not null }) return Release(observed);
        if (GateTable.Ask(observed) is { Count: > 0 } refusals) return new Decision.Hold(refusals);

        var record = Actions.Take(observed, RollRecord.Of(observed));
        var plan = Base(observed, record);
        if (!IsMidway(observed, record) && SetReplacement.Next(observed, plan) is { } replace) return replace with { Record = record };

        var input = new RollInput(observed, SetReplacement.AsLive(observed, plan), record, now);
        var decision = record.AbortReason is null ? Forward(input) : Back(input);
        if (decision is Decision.Hold { Record: null }) return decision;
        var next = decision.Record ?? record;
        if (decision is Decision.Settled || next.AbortReason is not null) next = AnalysisGate.End(next) with { Volumes = [] };
        return decision with { Record = Actions.Conclude(observed, next, decision.Wait) };
    }

    /// <summary>A second colour that another strategy has left behind goes, whatever the strategy is now.</summary>
    private static Decision Forward(RollInput input)
    {
        var type = input.Spec.UpdateStrategy.Type;
        var decision = StrategyTable.Find(type)!.Plan(type == StrategyType.Canary ? input : input with { Record = input.Record.WithoutSteps() });
        return type == StrategyType.BlueGreen ? decision : Alone(input, decision);
    }

    private static Decision Back(RollInput input) =>
        BlueGreen.IsBeside(input.Record.BlueGreen) || BlueGreen.CanSwitchBack(input.Record.BlueGreen)
            ? BlueGreen.GoBack(input)
            : Alone(input, Rollback.Plan(input));

    private static Decision Alone(RollInput input, Decision decision) =>
        decision is Decision.Hold || (input.Observed.Beside.IsDown && !BlueGreen.IsBeside((decision.Record ?? input.Record).BlueGreen)) ? decision : Retirement.Of(input, decision);

    private static SetPlan Base(Observed observed, RollRecord record)
    {
        var spec = observed.App.Spec;
        return new SetPlan
        {
            Colour = observed.Serving,
            Replicas = spec.Replicas,
            Partition = spec.UpdateStrategy.Type == StrategyType.RollingUpdate
                ? spec.UpdateStrategy.RollingUpdate?.Partition ?? 0
                : observed.Set?.Spec?.UpdateStrategy?.RollingUpdate?.Partition ?? 0,
            Restarts = record.Restarts,
            StorageSize = StorageGrowth.Of(observed).TemplateSize,
            PodManagementPolicy = spec.PodManagementPolicy,
            WhenScaled = spec.Storage.WhenScaled,
        };
    }

    /// <summary>A set that holds two revisions apart is not replaced before its rollout has ended: its successor would not know them.</summary>
    private static bool IsMidway(Observed observed, RollRecord record) =>
        observed is { Replacing: null, Set: not null }
        && (record.AbortReason is not null
            || record.Weight is not null
            || record.BlueGreen?.SwitchedAt is not null
            || BlueGreen.IsBeside(record.BlueGreen)
            || (observed.App.Spec.UpdateStrategy.Type != StrategyType.RollingUpdate && (record.IsNew || observed.Set.Spec?.Replicas != observed.App.Spec.Replicas)));

    /// <summary>Garbage collection takes pods that have a set. Those that have lost theirs would run for ever.</summary>
    private static Decision.Release Release(Observed observed)
    {
        var orphans = observed.Pods.Where(pod => pod.SetUid is null).ToList();
        var removals = orphans.Where(pod => !pod.IsTerminating)
            .Select(pod => new PodRemoval(pod.Name, pod.Uid, "its app is being deleted while its set is replaced", false));
        var isLettingGoOfPods = observed.Set?.Metadata.DeletionTimestamp is not null;
        return new Decision.Release([.. removals], LetGo: orphans.Count == 0 && !isLettingGoOfPods);
    }
}
