using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Operator.Api.Strategies;

/// <summary>What the pods of the new revision say about themselves at /metrics.</summary>
public sealed record PodsProvider
{
    [Description("SuccessRate: share of requests without a server error, from 0 to 1. Latency: seconds. Restarts: container restarts since the rollout began.")]
    [Required]
    [AllowedValues("SuccessRate", "Latency", "Restarts")]
    public string Metric { get; init; } = "";

    [Description("Percentile of the latency.")]
    [Range(1, 100)]
    public int Percentile { get; init; } = 99;

    [Description("Requests that have to be seen before a measurement counts; with fewer it is inconclusive.")]
    [Range(0, 1000000)]
    public int MinimumRequests { get; init; } = 1;
}
