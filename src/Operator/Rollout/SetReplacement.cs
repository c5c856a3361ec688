using Operator.Observe;

namespace Operator.Rollout;

/// <summary>
/// Replaces a StatefulSet whose immutable fields have to change (the claim template's size, podManagementPolicy) while its pods run on:
/// orphan-delete, re-create, adopt. Where it stands is read from the cluster alone, so that it goes on after a crash at any step.
/// </summary>
internal static class SetReplacement
{
    /// <summary>The next step, or null when no set has to be replaced.</summary>
    public static Decision.Replace? Next(Observed observed, SetPlan plan)
    {
        var announced = observed.Replacing;
        if (observed.Set is null) return announced is null ? null : Step(ReplaceStep.Recreate, plan, announced, "the new one is created");
        var set = observed.Set;
        var uid = set.Metadata.Uid ?? "";
        if (announced is not null && announced != uid) return Finish(observed, plan, announced);
        if (Difference(observed, plan) is not { } why)
            return announced is null ? null : Step(ReplaceStep.Conclude, plan, uid, "nothing has to change any more");

        var keeping = AsLive(observed, plan) with { WhenScaled = "Retain" };
        if (announced is null) return Step(ReplaceStep.Announce, keeping, uid, why);
        if (set.Spec?.PersistentVolumeClaimRetentionPolicy is { } kept && (kept.WhenScaled != "Retain" || kept.WhenDeleted != "Retain"))
            return Step(ReplaceStep.KeepClaims, keeping, uid, why);
        var isKnown = (set.Status?.ObservedGeneration ?? 0) >= set.Metadata.Generation;
        return Step(isKnown ? ReplaceStep.Orphan : ReplaceStep.AwaitController, keeping, uid, why);
    }

    private static Decision.Replace Finish(Observed observed, SetPlan plan, string announced) =>
        observed.Pods.Any(pod => (pod.SetUid is null || pod.SetUid == announced) && !pod.IsTerminating && pod.Ordinal < observed.App.Spec.Replicas)
            ? Step(ReplaceStep.AwaitAdoption, plan, announced, "the new one adopts the pods")
            : Step(ReplaceStep.Conclude, plan, announced, "the new one has adopted the pods");

    private static string? Difference(Observed observed, SetPlan plan)
    {
        var spec = observed.Set!.Spec;
        if (spec?.PodManagementPolicy is { } policy && policy != plan.PodManagementPolicy)
            return $"podManagementPolicy changes from {policy} to {plan.PodManagementPolicy}";
        // The template follows its claims: it stays until every claim that can grow has been asked to.
        return StorageGrowth.SizeOf(observed) is { } size && size < plan.StorageSize && StorageGrowth.Of(observed).ToGrow.Count == 0
            ? $"the claim template grows from {size} to {plan.StorageSize}"
            : null;
    }

    /// <summary>The plan with the immutable fields as the set that is there has them: everything else can go on meanwhile.</summary>
    public static SetPlan AsLive(Observed observed, SetPlan plan) => plan with
    {
        StorageSize = StorageGrowth.SizeOf(observed) ?? plan.StorageSize,
        PodManagementPolicy = observed.Set?.Spec?.PodManagementPolicy ?? plan.PodManagementPolicy,
    };

    private static Decision.Replace Step(ReplaceStep step, SetPlan plan, string uid, string why) => new(plan, step, uid, why);
}
