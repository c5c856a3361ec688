using Kubernetes.Models.Meta;
using Operator.Api;

namespace Operator.Status.Conditions;

/// <summary>Whether enough pods serve: all but those that a roll may take away.</summary>
internal static class AvailableCondition
{
    public static Condition Of(StatusInput input)
    {
        var (available, wanted) = (input.State.Available, input.State.Wanted);
        if (wanted == 0) return Make(input, true, "ScaledToZero", "No pod is asked for.");
        var spare = input.Spec.UpdateStrategy.RollingUpdate?.MaxUnavailable ?? 1;
        var least = Math.Max(1, wanted - Math.Max(1, spare.Scale(wanted, roundUp: true)));
        return available >= least
            ? Make(input, true, "PodsAvailable", $"{available} of {wanted} pods are available.")
            : Make(input, false, "PodsMissing", $"{available} of {wanted} pods are available; at least {least} have to be.");
    }

    private static Condition Make(StatusInput input, bool holds, string reason, string message) =>
        ConditionText.Make(input, ConditionType.Available, holds, reason, message);
}
