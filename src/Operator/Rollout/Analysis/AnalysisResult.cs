using Operator.Api;

namespace Operator.Rollout.Analysis;

/// <summary>How an analysis stands in this pass.</summary>
/// <param name="Record">What is to be remembered.</param>
/// <param name="Verdict">One of <see cref="AnalysisVerdict"/>: Running, Succeeded, Failed or Inconclusive.</param>
/// <param name="Waits">What it waits for, or why it is failed or inconclusive; without a full stop.</param>
internal sealed record AnalysisResult(RollRecord Record, string Verdict, string Waits)
{
    /// <summary>When the next measurement is due; null when none is.</summary>
    public DateTimeOffset? LookAt { get; init; }
}
