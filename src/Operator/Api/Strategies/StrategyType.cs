namespace Operator.Api.Strategies;

/// <summary>The values of <c>updateStrategy.type</c>.</summary>
public static class StrategyType
{
    public const string RollingUpdate = "RollingUpdate";
    public const string Recreate = "Recreate";
    public const string BlueGreen = "BlueGreen";
    public const string Canary = "Canary";
    public const string ABTest = "ABTest";
}
