using Operator.Api.Strategies;

namespace Operator.Rollout.Strategies;

/// <summary>Pods are replaced in place, down to the partition.</summary>
internal sealed class RollingUpdate : IRolloutStrategy
{
    public string Name => StrategyType.RollingUpdate;

    public Decision Plan(RollInput input)
    {
        var strategy = input.Spec.UpdateStrategy.RollingUpdate ?? new RollingUpdateStrategy();
        return InPlaceRoll.Plan(input, input.Plan with { Partition = strategy.Partition }, strategy.MaxUnavailable);
    }
}
