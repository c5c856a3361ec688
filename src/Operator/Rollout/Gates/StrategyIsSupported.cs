using Operator.Api.Strategies;
using Operator.Rollout.Strategies;

namespace Operator.Rollout.Gates;

/// <summary>An update strategy that this version cannot carry out, whole or in part, is refused, never replaced by another one.</summary>
internal static class StrategyIsSupported
{
    public static Gate Gate { get; } = new(nameof(StrategyIsSupported), WaitKind.Refused, observed => Refusal(observed.App.Spec.UpdateStrategy));

    private static string? Refusal(UpdateStrategy strategy)
    {
        if (StrategyTable.Find(strategy.Type) is null)
        {
            return $"updateStrategy.type {strategy.Type} is not available in this version of the operator: "
                + $"set updateStrategy.type to {string.Join(" or ", StrategyTable.Names)}.";
        }

        return strategy.Canary?.Traffic is null
            ? null
            : "updateStrategy.canary.traffic is not available in this version of the operator: remove it; the weight is then the share of the pods.";
    }
}
