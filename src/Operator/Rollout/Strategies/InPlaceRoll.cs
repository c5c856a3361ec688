using Kubernetes.Models;
using Operator.Observe;

namespace Operator.Rollout.Strategies;

/// <summary>
/// Replaces pods in place, the highest ordinal first. The StatefulSet controller does it one at a time; for more than one at a time the
/// operator makes room itself, because the controller's own maxUnavailable is switched off or broken in many versions (kubernetes#137409).
/// Old pods that cannot start are removed at once: they serve nobody, so they count against no budget (kubernetes#67250).
/// </summary>
internal static class InPlaceRoll
{
    /// <summary>All pods from the plan's partition upwards to the set's update revision.</summary>
    public static Decision Plan(RollInput input, SetPlan plan, IntOrString maxUnavailable)
    {
        var state = input.State;
        if (!state.IsObserved || input.LivePartition != plan.Partition) return new Decision.Advance(plan, [], state.Wait) { Record = input.Record };
        var removals = Removals(input, plan.Partition, Math.Max(1, maxUnavailable.Scale(state.Wanted, roundUp: true)));
        return removals.Count == 0 && state.IsSettled
            ? new Decision.Settled(plan) { Record = input.Record }
            : new Decision.Advance(plan, removals, state.Wait) { Record = input.Record };
    }

    /// <summary>Pods that make room for the update revision now.</summary>
    public static IReadOnlyList<PodRemoval> Removals(RollInput input, int partition, int allowed)
    {
        var revision = input.State.UpdateRevision;
        var old = input.Pods.Where(pod => pod.Ordinal >= partition && pod.Revision != revision && !pod.IsTerminating).ToList();
        var stuck = StuckPods.InTheWay(old, input.Spec, input.Now);
        return
        [
            .. stuck.Select(s => new PodRemoval(s.Pod.Name, s.Pod.Uid, $"it is of revision {s.Pod.Revision}, {s.Why} and holds the rollout up", true)),
            .. Batch(input, old.Except(stuck.Select(s => s.Pod)), allowed).Select(pod => new PodRemoval(pod.Name, pod.Uid, $"it makes room for revision {revision}", false)),
        ];
    }

    /// <summary>
    /// Healthy old pods that may go now, where the StatefulSet controller would take only one. Only pods of the set's current revision are
    /// old beyond doubt: any other may be newer than the snapshot of the set. The controller takes such a one itself, so that none below it goes
    /// before.
    /// </summary>
    private static IEnumerable<ObservedPod> Batch(RollInput input, IEnumerable<ObservedPod> old, int allowed) =>
        allowed == 1
            ? []
            : old.Where(pod => pod.IsReady).TakeWhile(pod => pod.Revision == input.Observed.Set?.Status?.CurrentRevision).Take(Math.Max(0, allowed - input.Unavailable));
}
