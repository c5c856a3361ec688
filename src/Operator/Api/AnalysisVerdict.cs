namespace Operator.Api;

/// <summary>What has come of a metric, or of a whole analysis.</summary>
public static class AnalysisVerdict
{
    /// <summary>Measurements are still to come.</summary>
    public const string Running = "Running";

    public const string Succeeded = "Succeeded";

    public const string Failed = "Failed";

    /// <summary>Too many measurements were neither success nor failure: a person decides.</summary>
    public const string Inconclusive = "Inconclusive";

    /// <summary>The rollout was over, or a person went on, before it was decided.</summary>
    public const string Ended = "Ended";
}
