using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Operator.Api.Definitions;

namespace Operator.Api.Strategies;

/// <summary>What the pods of the new revision say about themselves at /metrics.</summary>
[Rule("!has(self.compareTo) || self.metric == 'SuccessRate' || self.metric == 'Latency'",
    "compareTo goes with metric SuccessRate or Latency only: remove compareTo or choose one of these")]
public sealed record PodsProvider
{
    [Description("SuccessRate: share of requests without a server error, from 0 to 1. Latency: seconds. Both are about the requests of one interval. "
        + "Restarts: container restarts of the new pods. Readiness: share of the new pods that are ready, from 0 to 1. "
        + "Visits: how many counted visits the volumes have lost since the rollout began.")]
    [Required]
    [AllowedValues(PodsMetric.SuccessRate, PodsMetric.Latency, PodsMetric.Restarts, PodsMetric.Readiness, PodsMetric.Visits)]
    public string Metric { get; init; } = "";

    [Description("Percentile of the latency.")]
    [Range(1, 100)]
    public int Percentile { get; init; } = 99;

    [Description("Requests that have to be seen in one interval before a measurement counts; with fewer it is inconclusive.")]
    [Range(0, 1000000)]
    public int MinimumRequests { get; init; } = 30;

    [Description("Stable: the value is that of the new pods against that of the stable ones over the same time. SuccessRate becomes the difference "
        + "(-0.02: two points worse), Latency the ratio (1.5: half as slow again). A failure that may be chance is inconclusive.")]
    [AllowedValues("Stable")]
    public string? CompareTo { get; init; }

    [Description("Percent of certainty that a failure against the stable pods takes.")]
    [Range(50, 99)]
    public int Confidence { get; init; } = 95;
}
