using Operator.Api.Strategies;
using Operator.Observe;
using Operator.Rollout.Gates;

namespace Operator.Rollout;

/// <summary>How far the pods are, read from the set's own status; nothing is counted before its controller has seen the latest spec.</summary>
internal sealed record RollState
{
    private static readonly Wait TakingUp = Move(WaitNames.GenerationIsObserved, "Waits for the StatefulSet controller to take up the change.");

    public required int Wanted { get; init; }

    public int Existing { get; init; }

    public int Ready { get; init; }

    public int Available { get; init; }

    public int Updated { get; init; }

    /// <summary>How many pods have to be of the new revision: all from the partition upwards.</summary>
    public int ToUpdate { get; init; }

    public string? UpdateRevision { get; init; }

    /// <summary>The revision that the set moves away from, or the same one.</summary>
    public string? CurrentRevision { get; init; }

    /// <summary>Whether the set's controller has seen the set's latest spec: before that its revisions speak of the past.</summary>
    public bool IsTakenUp { get; init; }

    /// <summary>Whether, besides, the set asks for as many pods as the app does: before that its counts speak of the past.</summary>
    public bool IsObserved { get; init; }

    /// <summary>What the pods wait for next.</summary>
    public Wait Wait { get; init; } = TakingUp;

    /// <summary>Whether one revision replaces another; new pods of the only revision there is are no roll.</summary>
    public bool IsRolling => IsObserved && Updated < ToUpdate && UpdateRevision != CurrentRevision;

    public bool IsSettled => IsObserved && Updated >= ToUpdate && Existing == Wanted && Ready == Wanted && Available == Wanted;

    public static RollState Of(Observed observed)
    {
        var spec = observed.App.Spec;
        var status = observed.Set?.Status;
        var partition = spec.UpdateStrategy.Type == StrategyType.RollingUpdate ? spec.UpdateStrategy.RollingUpdate?.Partition ?? 0 : 0;
        var isTakenUp = status?.UpdateRevision is not null && (status.ObservedGeneration ?? 0) >= (observed.Set!.Metadata.Generation ?? 0);
        var state = new RollState
        {
            Wanted = spec.Replicas,
            Existing = status?.Replicas ?? 0,
            Ready = status?.ReadyReplicas ?? 0,
            Available = status?.AvailableReplicas ?? 0,
            Updated = status?.UpdatedReplicas ?? 0,
            ToUpdate = Math.Max(0, spec.Replicas - partition),
            UpdateRevision = status?.UpdateRevision,
            CurrentRevision = status?.CurrentRevision,
            IsTakenUp = isTakenUp,
            IsObserved = isTakenUp && observed.Set!.Spec?.Replicas == spec.Replicas,
        };
        return state with { Wait = Next(observed, state) };
    }

    /// <summary>The set was just created or changed: nothing may be called complete on the strength of what was seen before.</summary>
    public RollState Changed() => this with { IsTakenUp = false, IsObserved = false, Wait = TakingUp };

    private static Wait Next(Observed observed, RollState state)
    {
        if (observed.Set is null) return Move(WaitNames.GenerationIsObserved, $"Creates StatefulSet {Api.Names.StatefulSet(observed.Name, observed.Serving)}.");
        if (!state.IsObserved) return state.Wait;
        var wait = PodWait.Of(observed) is { } pod ? $"; waits for {pod}" : "";
        if (state.IsRolling) return Move(WaitNames.PodsAreUpdated, $"Rolls out revision {state.UpdateRevision}: {state.Updated} of {state.ToUpdate} pods have it{(wait.Length > 0 ? wait : "; the next one follows")}.");
        if (state.Existing > state.Wanted) return Move(WaitNames.SurplusPodsAreGone, $"Scales down to {state.Wanted}: {state.Existing} pods are left{wait}.");
        if (wait.Length > 0) return Move(WaitNames.PodsAreReady, $"{state.Ready} of {state.Wanted} pods are ready{wait}.");
        return state.Available < state.Wanted && observed.App.Spec.MinReadySeconds > 0
            ? Move(WaitNames.PodsAreAvailable, $"{state.Available} of {state.Wanted} pods are available; a pod counts once it has been ready for {observed.App.Spec.MinReadySeconds} s.")
            : Move(WaitNames.PodsAreAvailable, "Waits for the StatefulSet controller to count its pods.");
    }

    private static Wait Move(string gate, string message) => new(gate, WaitKind.Moving, message);
}
