using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Operator.Api.Definitions;

namespace Operator.Api.Strategies;

/// <summary>What is measured to judge a new revision.</summary>
public sealed record AnalysisPlan
{
    [Description("The metrics. One that fails makes the analysis fail; one that is inconclusive pauses the rollout.")]
    [Required, KeyedBy("name"), MinLength(1), MaxLength(16)]
    public IReadOnlyList<AnalysisMetric> Metrics { get; init; } = [];
}
