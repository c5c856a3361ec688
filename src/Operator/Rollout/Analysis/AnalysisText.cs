using System.Globalization;
using Operator.Api;
using Operator.Api.Strategies;
using Operator.Observe;

namespace Operator.Rollout.Analysis;

/// <summary>An analysis in words.</summary>
internal static class AnalysisText
{
    /// <summary>What a value is that is no success.</summary>
    public static string Of(AnalysisMetric metric, MetricReading.Number number, Judgement judgement) => judgement switch
    {
        Judgement.Failure when metric.Failure?.Contains(number.Value) == true => $"the value {Text(number.Value)} is in the failure range, {Text(metric.Failure)}",
        Judgement.Failure => $"the value {Text(number.Value)} is not in the success range, {Text(metric.Success!)}",
        _ when !number.IsCertain => $"the value {Text(number.Value)} would be a failure, but may be chance: too few requests were seen to be sure",
        _ => $"the value {Text(number.Value)} is in neither range",
    };

    /// <summary>How a verdict came about.</summary>
    public static string Verdict(AnalysisTally tally, AnalysisMetric metric, string verdict) => verdict switch
    {
        AnalysisVerdict.Failed when tally.ConsecutiveErrors > metric.ConsecutiveErrorLimit =>
            $"metric {tally.Metric} failed: {Count(tally.ConsecutiveErrors, "measurement")} in a row went wrong, {Allowed(metric.ConsecutiveErrorLimit)}; the last time {tally.Message}",
        AnalysisVerdict.Failed => $"metric {tally.Metric} failed: {Share(tally.Failures, tally)} failed, {Allowed(metric.FailureLimit)}{Last(tally)}",
        AnalysisVerdict.Inconclusive => $"metric {tally.Metric} is inconclusive: {Share(tally.Inconclusive, tally)} gave no clear result, {Allowed(metric.InconclusiveLimit)}{Last(tally)}",
        _ => $"metric {tally.Metric} succeeded: {Share(tally.Successes, tally)} succeeded{(tally.LastValue is { } value ? $", the last value is {Text(value)}" : "")}",
    };

    /// <summary>What a running metric waits for.</summary>
    public static string Waits(AnalysisTally tally, AnalysisMetric metric, bool isBackground, DateTimeOffset now)
    {
        var goal = MetricTally.Count(metric, isBackground) is { } count ? $"{tally.Measured} of {Count(count, "measurement")}" : Count(tally.Measured, "measurement");
        var next = tally.NextAt > now ? $"the next one at {tally.NextAt.Value.UtcDateTime:HH:mm:ss} UTC" : "the next one is being taken";
        var trouble = tally.Message is null ? "" : $"; the last time {tally.Message}";
        return $"measures {tally.Metric}: {goal} done, {next}{trouble}";
    }

    private static string Share(int part, AnalysisTally tally) => $"{part} of {Count(tally.Measured, "measurement")}";

    private static string Allowed(int limit) => limit == 0 ? "and none may" : $"and at most {limit} may";

    private static string Last(AnalysisTally tally) => tally.Message is null ? "" : $"; {tally.Message}";

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";

    private static string Text(ValueRange range) => range switch
    {
        { Min: { } min, Max: { } max } => $"{Text(min)} to {Text(max)}",
        { Min: { } min } => $"{Text(min)} or more",
        { Max: { } max } => $"{Text(max)} or less",
        _ => "every value",
    };

    private static string Text(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
