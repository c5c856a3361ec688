namespace Operator.Api.Strategies;

/// <summary>What pods can be asked about themselves.</summary>
public static class PodsMetric
{
    public const string SuccessRate = "SuccessRate";
    public const string Latency = "Latency";
    public const string Restarts = "Restarts";
    public const string Readiness = "Readiness";
    public const string Visits = "Visits";
}
