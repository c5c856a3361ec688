using Operator.Api;
using Operator.Api.Strategies;
using Operator.Observe;

namespace Operator.Rollout.Analysis;

/// <summary>Counts the measurements of one metric, and says what they come to.</summary>
internal static class MetricTally
{
    public static AnalysisTally Begin(AnalysisMetric metric, string scope, DateTimeOffset now) => new()
    {
        Scope = scope,
        Metric = metric.Name,
        NextAt = WholeSecond(now + (Durations.Parse(metric.InitialDelay) ?? TimeSpan.Zero)),
    };

    /// <summary>How many measurements are taken; null for as many as fit.</summary>
    public static int? Count(AnalysisMetric metric, bool isBackground) => metric.Count ?? (isBackground ? null : 1);

    /// <summary>Counts the measurement that is due, if it has been taken. Any other one has been counted before or belongs to the past.</summary>
    public static AnalysisTally Take(AnalysisTally tally, AnalysisMetric metric, bool isBackground, IEnumerable<Measurement> measurements) =>
        tally.Verdict == AnalysisVerdict.Running && measurements.FirstOrDefault(taken => taken.Due == new DueMeasurement(tally.Scope, tally.Metric, tally.NextAt ?? default)) is { } measurement
            ? Settle(Add(tally, metric, isBackground, measurement), metric, isBackground, measurement.At)
            : tally;

    /// <summary>Goes on after a person has decided: what was inconclusive until now is forgiven.</summary>
    public static AnalysisTally GoOn(AnalysisTally tally, AnalysisMetric metric, DateTimeOffset now) => tally.Verdict == AnalysisVerdict.Inconclusive
        ? tally with { Verdict = AnalysisVerdict.Running, Inconclusive = 0, Measured = tally.Measured - tally.Inconclusive, NextAt = WholeSecond(now + metric.Every()), Message = null }
        : tally;

    private static AnalysisTally Add(AnalysisTally tally, AnalysisMetric metric, bool isBackground, Measurement measurement)
    {
        tally = tally with { LastMeasuredAt = measurement.At, Message = null };
        return measurement.Reading switch
        {
            MetricReading.Number number => Add(tally, metric, number),
            MetricReading.TooLittle little => Inconclusive(tally, little.Why),
            MetricReading.NothingToCompare nothing => isBackground ? tally with { Message = nothing.Why } : Inconclusive(tally, nothing.Why),
            MetricReading.Fault fault => tally with { Errors = tally.Errors + 1, ConsecutiveErrors = tally.ConsecutiveErrors + 1, Message = fault.Why },
            _ => throw new InvalidOperationException(),
        };
    }

    private static AnalysisTally Add(AnalysisTally tally, AnalysisMetric metric, MetricReading.Number number)
    {
        var judgement = Judge(metric, number);
        return tally with
        {
            LastValue = number.Value,
            Measured = tally.Measured + 1,
            ConsecutiveErrors = 0,
            Successes = tally.Successes + (judgement == Judgement.Success ? 1 : 0),
            Failures = tally.Failures + (judgement == Judgement.Failure ? 1 : 0),
            Inconclusive = tally.Inconclusive + (judgement == Judgement.Inconclusive ? 1 : 0),
            Message = judgement == Judgement.Success ? null : AnalysisText.Of(metric, number, judgement),
        };
    }

    private static AnalysisTally Inconclusive(AnalysisTally tally, string why) =>
        tally with { Measured = tally.Measured + 1, Inconclusive = tally.Inconclusive + 1, ConsecutiveErrors = 0, Message = why };

    private static AnalysisTally Settle(AnalysisTally tally, AnalysisMetric metric, bool isBackground, DateTimeOffset at)
    {
        var verdict = Verdict(tally, metric, Count(metric, isBackground));
        return verdict == AnalysisVerdict.Running
            ? tally with { NextAt = Next(tally.NextAt!.Value, metric, at) }
            : tally with { Verdict = verdict, NextAt = null, Message = AnalysisText.Verdict(tally, metric, verdict) };
    }

    private static string Verdict(AnalysisTally tally, AnalysisMetric metric, int? count) => tally switch
    {
        _ when tally.Failures > metric.FailureLimit || tally.ConsecutiveErrors > metric.ConsecutiveErrorLimit => AnalysisVerdict.Failed,
        _ when tally.Inconclusive > metric.InconclusiveLimit => AnalysisVerdict.Inconclusive,
        _ when tally.Measured >= count => AnalysisVerdict.Succeeded,
        _ => AnalysisVerdict.Running,
    };

    /// <summary>An interval after the last one was due; one that came so late that this has passed, too, is not followed by a crowd of others.</summary>
    private static DateTimeOffset Next(DateTimeOffset due, AnalysisMetric metric, DateTimeOffset at)
    {
        var interval = metric.Every();
        var next = WholeSecond(due + interval);
        return next + interval > at ? next : WholeSecond(at + interval);
    }

    private static Judgement Judge(AnalysisMetric metric, MetricReading.Number number)
    {
        var judgement = metric switch
        {
            { Failure: { } failure } when failure.Contains(number.Value) => Judgement.Failure,
            { Success: { } success } when success.Contains(number.Value) => Judgement.Success,
            { Failure: null, Success: not null } => Judgement.Failure,
            { Failure: not null, Success: null } => Judgement.Success,
            _ => Judgement.Inconclusive,
        };
        return judgement == Judgement.Failure && !number.IsCertain ? Judgement.Inconclusive : judgement;
    }

    private static DateTimeOffset WholeSecond(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
}
