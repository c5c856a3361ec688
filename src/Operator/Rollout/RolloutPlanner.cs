using Operator.Observe;
using Operator.Rollout.Gates;
using Operator.Rollout.Strategies;

namespace Operator.Rollout;

/// <summary>Decides what is done now: gates first, then a replacement of the set if one is due or under way, then the app's strategy.</summary>
internal static class RolloutPlanner
{
    public static Decision Decide(Observed observed, DateTimeOffset now)
    {
        if (observed is { IsBeingDeleted: true, Replacing: not null }) return Release(observed);
        if (GateTable.Ask(observed) is { Count: > 0 } refusals) return new Decision.Hold(refusals);

        var spec = observed.App.Spec;
        var plan = new SetPlan
        {
            StorageSize = StorageGrowth.Of(observed).TemplateSize,
            PodManagementPolicy = spec.PodManagementPolicy,
            WhenScaled = spec.Storage.WhenScaled,
        };
        if (SetReplacement.Next(observed, plan) is { } replace) return replace;
        return StrategyTable.Find(spec.UpdateStrategy.Type)!.Plan(observed, SetReplacement.AsLive(observed, plan), now);
    }

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
