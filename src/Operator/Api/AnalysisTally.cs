using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Kubernetes.Models;

namespace Operator.Api;

/// <summary>What has been measured of one metric. A measurement is known by the time at which it is due, so that it counts once even if the operator dies.</summary>
public sealed record AnalysisTally
{
    [Description("The analysis that the metric belongs to: step-<number>, background, prePromotion or postPromotion.")]
    [Required]
    public string Scope { get; init; } = "";

    [Description("Name of the metric.")]
    [Required]
    public string Metric { get; init; } = "";

    [Description("Running, Succeeded, Failed, Inconclusive (a person decides) or Ended (the rollout was over before it was decided).")]
    [Required]
    [AllowedValues(AnalysisVerdict.Running, AnalysisVerdict.Succeeded, AnalysisVerdict.Failed, AnalysisVerdict.Inconclusive, AnalysisVerdict.Ended)]
    public string Verdict { get; init; } = AnalysisVerdict.Running;

    [Description("How many measurements have given a result: successes, failures and inconclusive ones.")]
    [Required]
    public int Measured { get; init; }

    [Description("How many of them were successes.")]
    [Required]
    public int Successes { get; init; }

    [Description("How many of them were failures.")]
    [Required]
    public int Failures { get; init; }

    [Description("How many of them were neither.")]
    [Required]
    public int Inconclusive { get; init; }

    [Description("How many measurements went wrong: no answer, no number. They are not among those that gave a result.")]
    [Required]
    public int Errors { get; init; }

    [Description("How many of these were the last ones in a row.")]
    [Required]
    public int ConsecutiveErrors { get; init; }

    [Description("The last value.")]
    public double? LastValue { get; init; }

    [Description("When the last measurement was taken.")]
    [JsonConverter(typeof(TimeConverter))]
    public DateTimeOffset? LastMeasuredAt { get; init; }

    [Description("When the next one is due.")]
    [JsonConverter(typeof(TimeConverter))]
    public DateTimeOffset? NextAt { get; init; }

    [Description("Why the last measurement gave no result, or how the verdict came about.")]
    public string? Message { get; init; }
}
