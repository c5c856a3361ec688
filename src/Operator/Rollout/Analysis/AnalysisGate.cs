using Operator.Api;
using Operator.Api.Strategies;

namespace Operator.Rollout.Analysis;

/// <summary>
/// Takes an analysis on by the measurements that have been taken since the last pass. The tallies are in the record, and so in the status:
/// who calls it again after a crash goes on where the last one stopped. A new spec or a retry begins with empty tallies.
/// </summary>
internal static class AnalysisGate
{
    /// <summary>How long it may take until a measurement under way is looked for, should nobody tell that it is complete.</summary>
    private static readonly TimeSpan LookAfter = TimeSpan.FromSeconds(10);

    /// <summary>One pass over a plan. One metric that has failed makes the analysis fail, whatever the others say.</summary>
    public static AnalysisResult Walk(RollInput input, RollRecord record, AnalysisPlan plan, string scope, bool isBackground)
    {
        var metrics = plan.Metrics.Select(metric => (Metric: metric, Tally: Advance(input, record, metric, scope, isBackground))).ToList();
        var tallies = metrics.Select(pair => pair.Tally).ToList();
        var running = metrics.Where(pair => pair.Tally.Verdict == AnalysisVerdict.Running).ToList();
        record = record with { Analysis = [.. record.Analysis.Where(tally => tally.Scope != scope), .. tallies] };
        var decided = tallies.Find(tally => tally.Verdict == AnalysisVerdict.Failed) ?? tallies.Find(tally => tally.Verdict == AnalysisVerdict.Inconclusive);
        var verdict = decided?.Verdict ?? (running.Count > 0 ? AnalysisVerdict.Running : AnalysisVerdict.Succeeded);
        var waits = decided?.Message ?? string.Join(", ", running.Take(1).Select(pair => AnalysisText.Waits(pair.Tally, pair.Metric, isBackground, input.Now)));
        return new AnalysisResult(record, verdict, waits)
        {
            LookAt = running.Select(pair => pair.Tally.NextAt > input.Now ? pair.Tally.NextAt : input.Now + LookAfter).Min(),
        };
    }

    /// <summary>Whether a person has to decide on this analysis.</summary>
    public static bool IsInconclusive(RollRecord record, string scope) =>
        Of(record, scope).Any(tally => tally.Verdict == AnalysisVerdict.Inconclusive) && Of(record, scope).All(tally => tally.Verdict != AnalysisVerdict.Failed);

    public static bool HasSucceeded(RollRecord record, string scope) => HasBegun(record, scope) && Of(record, scope).All(tally => tally.Verdict == AnalysisVerdict.Succeeded);

    public static bool HasBegun(RollRecord record, string scope) => Of(record, scope).Any();

    /// <summary>Goes on measuring after a person has decided that an inconclusive analysis does not matter.</summary>
    public static RollRecord GoOn(RollInput input, RollRecord record, AnalysisPlan plan, string scope) => record with
    {
        Analysis = [.. record.Analysis.Select(tally => tally.Scope == scope && plan.Metrics.FirstOrDefault(metric => metric.Name == tally.Metric) is { } metric
            ? MetricTally.GoOn(tally, metric, input.Now)
            : tally)],
    };

    /// <summary>No measurement is taken any more: the rollout is over.</summary>
    public static RollRecord End(RollRecord record) => End(record, tally => tally.Verdict == AnalysisVerdict.Running);

    /// <summary>A person has decided to go on without an analysis, or without any: it holds the rollout no more, whether it runs or is inconclusive.</summary>
    public static RollRecord Skip(RollRecord record, string? scope = null) =>
        End(record, tally => (scope is null || tally.Scope == scope) && tally.Verdict is AnalysisVerdict.Running or AnalysisVerdict.Inconclusive);

    private static RollRecord End(RollRecord record, Func<AnalysisTally, bool> ends) => record with
    {
        Analysis = [.. record.Analysis.Select(tally => ends(tally) ? tally with { Verdict = AnalysisVerdict.Ended, NextAt = null } : tally)],
    };

    private static AnalysisTally Advance(RollInput input, RollRecord record, AnalysisMetric metric, string scope, bool isBackground) =>
        MetricTally.Take(
            Of(record, scope).FirstOrDefault(tally => tally.Metric == metric.Name) ?? MetricTally.Begin(metric, scope, input.Now), metric, isBackground, input.Observed.Measurements);

    private static IEnumerable<AnalysisTally> Of(RollRecord record, string scope) => record.Analysis.Where(tally => tally.Scope == scope);
}
