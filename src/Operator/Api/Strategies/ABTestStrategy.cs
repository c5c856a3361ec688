using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Operator.Api.Strategies;

/// <summary>Requests that match go to the new revision, all others to the old one.</summary>
public sealed record ABTestStrategy
{
    [Description("Which requests go to the new revision: those that fulfil at least one entry.")]
    [Required, MinLength(1), MaxLength(16)]
    public IReadOnlyList<RequestMatch> Match { get; init; } = [];

    [Description("Percentage of the pods that run the new revision during the test.")]
    [Range(1, 99)]
    public int Weight { get; init; } = 50;

    [Description("How long the test runs, for example 1h. Without it the test ends when somebody promotes or aborts.")]
    [MaxLength(32)]
    [RegularExpression(Durations.Pattern)]
    public string? Duration { get; init; }

    [Description("Analysis while the test runs: a failure aborts it.")]
    public AnalysisPlan? Analysis { get; init; }

    [Description("The layer that tells requests apart. Defaults to the router that the operator manages.")]
    public TrafficRouting? Traffic { get; init; }
}
