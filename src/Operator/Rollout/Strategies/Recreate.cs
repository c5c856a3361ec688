using Operator.Api.Strategies;
using Operator.Rollout.Gates;

namespace Operator.Rollout.Strategies;

/// <summary>
/// All old pods stop, all are gone, then all new ones start (KEP-3541, on every version of Kubernetes). The set is scaled to zero in
/// between and keeps its claims meanwhile; the parked partition keeps the StatefulSet controller from rolling before that, and from giving a
/// pod that is scaled up the new revision. The way back of an aborted rollout is the same. A change of the strategy alone sets nothing in motion.
/// </summary>
internal sealed class Recreate : IRolloutStrategy
{
    public string Name => StrategyType.Recreate;

    public Decision Plan(RollInput input)
    {
        var plan = input.Plan with { Partition = input.LivePartition > 0 || IsToBePut(input) ? input.State.Wanted : 0 };
        if (input.Observed.Set is not { } set) return Start(input);
        if (set.Spec?.Replicas == 0 && input.State.Wanted > 0) return HasNoPods(input) ? Start(input) : Stop(input);
        if (IsToBePut(input) || !input.State.IsObserved) return new Decision.Advance(plan, [], input.State.Wait) { Record = input.Record };
        if (input.Pods.Any(pod => pod.Revision != input.State.UpdateRevision)) return Stop(input);
        return input.State.IsSettled ? new Decision.Settled(plan) { Record = input.Record } : new Decision.Advance(plan, [], input.State.Wait) { Record = input.Record };
    }

    /// <summary>Whether the set does not have the template yet that its pods are to be made anew from.</summary>
    private static bool IsToBePut(RollInput input) => input.Record.IsNew || (input.Record.AbortReason is not null && input.State.UpdateRevision != input.Stable);

    private static Decision.Advance Start(RollInput input) => new(input.Plan with { Partition = 0 }, [], input.State.Wait) { Record = input.Record };

    private static Decision.Advance Stop(RollInput input)
    {
        var pods = input.Observed.Pods;
        // A Parallel set takes its pods down all at once by itself.
        var isSlow = input.Observed.Set?.Spec is { Replicas: 0, PodManagementPolicy: "OrderedReady" };
        var left = pods.Where(pod => isSlow && !pod.IsTerminating).Select(pod => new PodRemoval(pod.Name, pod.Uid, "all pods stop before the first new one starts", false));
        return new Decision.Advance(
            input.Plan with { Replicas = 0, Partition = input.State.Wanted, WhenScaled = "Retain" },
            [.. left],
            new Wait(WaitNames.OldPodsAreGone, WaitKind.Moving, $"Recreates all pods: {pods.Count} old ones have to be gone before the first new one starts."))
        {
            Record = input.Record,
        };
    }

    /// <summary>Seen in the pods and in the set's own count: either may be behind the other.</summary>
    private static bool HasNoPods(RollInput input) =>
        input.Observed.Pods.Count == 0
        && input.Observed.Set?.Status is { } status
        && (status.ObservedGeneration ?? 0) >= (input.Observed.Set.Metadata.Generation ?? 0)
        && status.Replicas == 0;
}
