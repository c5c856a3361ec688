namespace Operator.Rollout.Strategies;

/// <summary>The strategies that this version can carry out.</summary>
internal static class StrategyTable
{
    private static readonly IReadOnlyList<IRolloutStrategy> Strategies = [new RollingUpdate(), new Recreate(), new Canary(), new BlueGreen()];

    public static IEnumerable<string> Names => Strategies.Select(strategy => strategy.Name);

    public static IRolloutStrategy? Find(string name) => Strategies.FirstOrDefault(strategy => strategy.Name == name);
}
