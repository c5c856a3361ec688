using Operator.Api;
using Operator.Observe;

namespace Operator.Rollout;

/// <summary>All that a strategy decides from.</summary>
/// <param name="Observed">The app as it is.</param>
/// <param name="Plan">The set as storage and policy want it; the strategy adds what its next step needs.</param>
/// <param name="Record">What is remembered of the rollout.</param>
/// <param name="Now">The time of the snapshot.</param>
internal sealed record RollInput(Observed Observed, SetPlan Plan, RollRecord Record, DateTimeOffset Now)
{
    public RollState State { get; } = RollState.Of(Observed);

    public CounterAppSpec Spec => Observed.App.Spec;

    /// <summary>The last revision that all pods ran and were ready with; null before there was one.</summary>
    public string? Stable => Observed.App.Status?.StableRevision;

    /// <summary>Whether a pod below the partition is made anew from the stable revision. The set's own idea of it moves when it has no pods (kubernetes#121534).</summary>
    public bool CanComeBack => Observed.Set?.Status?.CurrentRevision is not { } current || current == Stable;

    /// <summary>The partition that the set has now; null when there is no set.</summary>
    public int? LivePartition => Observed.Set is null ? null : Observed.Set.Spec?.UpdateStrategy?.RollingUpdate?.Partition ?? 0;

    /// <summary>The pods that are to stay, the highest ordinal first: the order in which they are replaced.</summary>
    public IReadOnlyList<ObservedPod> Pods => [.. Observed.Pods.Where(pod => pod.Ordinal < State.Wanted).OrderByDescending(pod => pod.Ordinal)];

    /// <summary>Whether nothing has moved for longer than progressDeadlineSeconds.</summary>
    public bool IsLate => Observed.App.Status?.Rollout?.LastProgressAt?.AddSeconds(Spec.ProgressDeadlineSeconds) < Now;

    /// <summary>The colour that does not serve, seen as if it were the app, with so many pods wanted.</summary>
    public RollInput Beside(SetPlan plan) => new(Observed.AsBeside(plan.Replicas), plan, Record, Now);

    /// <summary>How many pods are missing, not ready, or about to go.</summary>
    public int Unavailable => State.Wanted - Pods.Count(pod => pod.IsReady && !pod.IsTerminating);
}
