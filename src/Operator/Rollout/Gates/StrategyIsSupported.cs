using Operator.Rollout.Strategies;

namespace Operator.Rollout.Gates;

/// <summary>An update strategy that this version cannot carry out is refused, never replaced by another one.</summary>
internal static class StrategyIsSupported
{
    public static Gate Gate { get; } = new(nameof(StrategyIsSupported), HoldKind.Refused, observed =>
        StrategyTable.Find(observed.App.Spec.UpdateStrategy.Type) is null
            ? $"updateStrategy.type {observed.App.Spec.UpdateStrategy.Type} is not available in this version of the operator: "
                + $"set updateStrategy.type to {string.Join(" or ", StrategyTable.Names)}."
            : null);
}
