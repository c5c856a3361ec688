using Kubernetes.Models.Meta;
using Operator.Api;

namespace Operator.Status.Conditions;

/// <summary>Whether every pod that is asked for has its volume, in the size that is asked for.</summary>
internal static class StorageReadyCondition
{
    public static Condition Of(StatusInput input)
    {
        var wanted = input.Spec.Replicas;
        if (input.Growth.Refusal is { } refusal) return Make(input, false, "ExpansionNotSupported", refusal);
        if (input.Report.Refusals.FirstOrDefault(outcome => outcome.Kind == "PersistentVolumeClaim") is { } refused)
            return Make(input, false, RefusalText.Reason(refused), RefusalText.Sentence(refused));
        var claims = input.Observed.Claims.Where(claim => claim.Ordinal < wanted && claim.Colour == input.Observed.Serving).ToList();
        var bound = claims.Count(claim => claim.IsBound);
        if (bound < wanted) return Make(input, false, "ClaimsPending", Pending(input, bound, wanted));
        var size = input.Spec.Storage.Amount;
        if (claims.FirstOrDefault(claim => claim.Capacity is { } capacity && capacity < size) is { } small)
            return Make(input, false, "Resizing", $"Claim {small.Name} holds {small.Capacity} and grows to {size}. {small.ResizeMessage}".TrimEnd());
        return wanted == 0
            ? Make(input, true, "NoPods", "No pod is asked for, so no claim is needed.")
            : Make(input, true, "ClaimsBound", wanted == 1 ? "The claim is bound." : $"All {wanted} claims are bound.");
    }

    private static string Pending(StatusInput input, int bound, int wanted) =>
        input.Observed.Claims.FirstOrDefault(claim => claim.Ordinal < wanted && claim.Colour == input.Observed.Serving && !claim.IsBound) is { } pending
            ? $"{bound} of {wanted} claims are bound; waits for a volume for claim {pending.Name} (storage class {pending.StorageClass ?? "none"})."
            : $"{bound} of {wanted} claims are bound; the others are created with their pods.";

    private static Condition Make(StatusInput input, bool holds, string reason, string message) =>
        ConditionText.Make(input, ConditionType.StorageReady, holds, reason, message);
}
