using Operator.Observe;

namespace Operator.Rollout.Strategies;

/// <summary>How one strategy moves an app whose gates are open. Pure: the same snapshot at the same time gives the same decision.</summary>
internal interface IRolloutStrategy
{
    /// <summary>The value of <c>updateStrategy.type</c>.</summary>
    string Name { get; }

    /// <param name="observed">The app as it is.</param>
    /// <param name="plan">The set as storage and policy want it; the strategy adds the partition.</param>
    /// <param name="now">The time of the snapshot.</param>
    Decision Plan(Observed observed, SetPlan plan, DateTimeOffset now);
}
