using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Operator.Api.Definitions;

namespace Operator.Api.Strategies;

/// <summary>One metric: where its value comes from, how often it is taken, and which values are good or bad.</summary>
[Rule("has(self.success) || has(self.failure)", "a metric needs a success range, a failure range, or both")]
[Rule("!has(self.count) || self.failureLimit < self.count", "failureLimit must be smaller than count: with as many failures as measurements nothing could fail")]
public sealed record AnalysisMetric
{
    [Description("Name of the metric in the status, in events and in logs.")]
    [Required, MinLength(1), MaxLength(63)]
    public string Name { get; init; } = "";

    [Description("Time between two measurements, for example 30s; at least a second. Over this time the requests of the pods are counted.")]
    [MaxLength(32)]
    [RegularExpression(Durations.Pattern)]
    public string Interval { get; init; } = "30s";

    [Description("Time before the first measurement, for example 1m.")]
    [MaxLength(32)]
    [RegularExpression(Durations.Pattern)]
    public string? InitialDelay { get; init; }

    [Description("How many measurements are taken. Defaults to 1, and in the background of a canary to as many as fit.")]
    [Range(1, 100000)]
    public int? Count { get; init; }

    [Description("How many measurements may be failures before the metric fails.")]
    [Range(0, 100000)]
    public int FailureLimit { get; init; }

    [Description("How many measurements may be neither success nor failure before the metric is inconclusive.")]
    [Range(0, 100000)]
    public int InconclusiveLimit { get; init; }

    [Description("How many measurements in a row may go wrong (no answer, no number) before the metric fails.")]
    [Range(0, 100000)]
    public int ConsecutiveErrorLimit { get; init; } = 4;

    [Description("Values that count as a success. Without it every value that is no failure is a success.")]
    public ValueRange? Success { get; init; }

    [Description("Values that count as a failure. Without it every value that is no success is a failure.")]
    public ValueRange? Failure { get; init; }

    [Description("Where the value comes from.")]
    [Required]
    public MetricProvider Provider { get; init; } = new();

    /// <summary>The time between two measurements: at least a second, because the status knows no smaller unit.</summary>
    public TimeSpan Every() => Durations.Parse(Interval) is { TotalSeconds: > 1 } interval ? interval : TimeSpan.FromSeconds(1);
}
