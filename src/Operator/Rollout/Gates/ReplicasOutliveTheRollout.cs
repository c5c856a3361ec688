using Operator.Rollout.Strategies;

namespace Operator.Rollout.Gates;

/// <summary>A set without pods calls its new revision the current one, whatever the partition says (kubernetes#121534); and nobody can be promoted.</summary>
internal static class ReplicasOutliveTheRollout
{
    public static Gate Gate { get; } = new(nameof(ReplicasOutliveTheRollout), WaitKind.Refused, observed =>
        observed.App is { Spec.Replicas: 0, Status.Rollout: { AbortReason: null } rollout } && (rollout.Weight is not null || BlueGreen.IsBeside(rollout.BlueGreen))
            ? "spec.replicas cannot be 0 in the middle of a canary or of blue/green: promote or abort it first, or ask for at least 1."
            : null);
}
