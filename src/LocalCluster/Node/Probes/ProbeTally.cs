namespace LocalCluster.Node.Probes;

/// <summary>
/// Counts tries against a probe's thresholds: what it says changes only after so many equal results in a row. A value: every
/// try gives a new one.
/// </summary>
internal readonly record struct ProbeTally(int SuccessThreshold, int FailureThreshold)
{
    /// <summary>Null until a threshold has been reached for the first time.</summary>
    public bool? Verdict { get; private init; }

    private int Run { get; init; }

    private bool RunSucceeded { get; init; }

    public ProbeTally Count(bool succeeded)
    {
        var run = RunSucceeded == succeeded ? Run + 1 : 1;
        var threshold = succeeded ? SuccessThreshold : FailureThreshold;
        return this with { Run = run, RunSucceeded = succeeded, Verdict = run >= threshold ? succeeded : Verdict };
    }
}
