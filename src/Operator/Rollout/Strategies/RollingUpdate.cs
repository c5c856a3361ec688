using Operator.Api.Strategies;
using Operator.Observe;

namespace Operator.Rollout.Strategies;

/// <summary>
/// Pods are replaced in place, the highest ordinal first. The StatefulSet controller does it one at a time; for more than one at a time the
/// operator makes room itself, because the controller's own maxUnavailable is switched off or broken in many versions (kubernetes#137409).
/// </summary>
internal sealed class RollingUpdate : IRolloutStrategy
{
    public string Name => StrategyType.RollingUpdate;

    public Decision Plan(Observed observed, SetPlan plan, DateTimeOffset now)
    {
        var strategy = observed.App.Spec.UpdateStrategy.RollingUpdate ?? new RollingUpdateStrategy();
        plan = plan with { Partition = strategy.Partition };
        var state = RollState.Of(observed);
        if (!state.IsObserved || observed.Set!.Spec?.UpdateStrategy?.RollingUpdate?.Partition != plan.Partition)
            return new Decision.Advance(plan, [], state.Waits);

        var old = observed.Pods
            .Where(pod => pod.Ordinal >= strategy.Partition && pod.Ordinal < state.Wanted && pod.Revision != state.UpdateRevision && !pod.IsTerminating)
            .OrderByDescending(pod => pod.Ordinal)
            .ToList();
        var stuck = StuckPods.InTheWay(old, observed.App.Spec, now);
        IReadOnlyList<PodRemoval> removals =
        [
            .. stuck.Select(s => new PodRemoval(s.Pod.Name, s.Pod.Uid, $"it is of revision {s.Pod.Revision}, {s.Why} and holds the rollout up", true)),
            .. Batch(observed, old.Except(stuck.Select(s => s.Pod)), strategy, state)
                .Select(pod => new PodRemoval(pod.Name, pod.Uid, $"it makes room for revision {state.UpdateRevision}", false)),
        ];
        return removals.Count == 0 && state.IsSettled ? new Decision.Settled(plan) : new Decision.Advance(plan, removals, state.Waits);
    }

    /// <summary>
    /// Healthy old pods that may go now. Pods that cannot start are gone for their users already, so they do not count. Only pods of the
    /// set's current revision are old beyond doubt: any other may be newer than the snapshot of the set.
    /// </summary>
    private static IEnumerable<ObservedPod> Batch(Observed observed, IEnumerable<ObservedPod> old, RollingUpdateStrategy strategy, RollState state)
    {
        var allowed = Math.Max(1, strategy.MaxUnavailable.Scale(state.Wanted, roundUp: true));
        if (allowed == 1) return [];
        var unavailable = state.Wanted - observed.Pods.Count(pod => pod.Ordinal < state.Wanted && pod.IsReady && !pod.IsTerminating);
        return old
            .Where(pod => pod.IsReady && pod.Revision == observed.Set?.Status?.CurrentRevision)
            .Take(Math.Max(0, allowed - unavailable));
    }
}
