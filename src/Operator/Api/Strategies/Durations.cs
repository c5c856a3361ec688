namespace Operator.Api.Strategies;

/// <summary>Durations as they are written in the API: 90s, 5m, 1h30m.</summary>
public static class Durations
{
    public const string Pattern = "^([0-9]+(ms|s|m|h))+$";
}
