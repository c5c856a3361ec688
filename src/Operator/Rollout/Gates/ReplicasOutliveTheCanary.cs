namespace Operator.Rollout.Gates;

/// <summary>A set without pods calls its new revision the current one, whatever the partition says (kubernetes#121534).</summary>
internal static class ReplicasOutliveTheCanary
{
    public static Gate Gate { get; } = new(nameof(ReplicasOutliveTheCanary), HoldKind.Refused, observed =>
        observed.App is { Spec.Replicas: 0, Status.Rollout: { Weight: not null, AbortReason: null } }
            ? "spec.replicas cannot be 0 in the middle of a canary: promote or abort it first, or ask for at least 1."
            : null);
}
