namespace Operator.Rollout.Strategies;

/// <summary>How one strategy moves an app whose gates are open. Pure: the same input gives the same decision.</summary>
internal interface IRolloutStrategy
{
    /// <summary>The value of <c>updateStrategy.type</c>.</summary>
    string Name { get; }

    Decision Plan(RollInput input);
}
