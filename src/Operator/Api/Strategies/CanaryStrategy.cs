using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Operator.Api.Strategies;

/// <summary>The new revision takes over pod by pod, in place, so that every pod keeps its volume.</summary>
public sealed record CanaryStrategy
{
    [Description("What happens, in order. After the last step every pod runs the new revision. Without steps the roll goes through at once.")]
    [MaxLength(50)]
    public IReadOnlyList<CanaryStep>? Steps { get; init; }

    [Description("Analysis in the background, from the first step to the last: a failure aborts the rollout.")]
    public AnalysisPlan? Analysis { get; init; }

    [Description("Whether a rollout that makes no progress for progressDeadlineSeconds is aborted. Otherwise it stays and says so.")]
    public bool AbortOnDeadline { get; init; }

    [Description("A layer that splits requests exactly. Without it the weight is the share of the pods.")]
    public TrafficRouting? Traffic { get; init; }
}
