using Operator.Api;
using Operator.Api.Strategies;

namespace Operator.Observe;

/// <summary>A measurement that has to be taken: of which metric, and when it was due.</summary>
internal sealed record DueMeasurement(string Scope, string Metric, DateTimeOffset At)
{
    /// <summary>What is due by now, as the status of the app says; nothing once its rollout is aborted.</summary>
    public static IReadOnlyList<(DueMeasurement Due, AnalysisMetric Metric)> Of(CounterApp app, DateTimeOffset now) =>
        app is { Spec.Paused: false, Metadata.DeletionTimestamp: null, Status.Rollout: { AbortReason: null, Analysis: { } tallies } }
            ? [.. tallies.Where(tally => tally.Verdict == AnalysisVerdict.Running && tally.NextAt <= now).SelectMany(tally => Find(app, tally))]
            : [];

    private static IEnumerable<(DueMeasurement Due, AnalysisMetric Metric)> Find(CounterApp app, AnalysisTally tally) =>
        AnalysisScope.Find(app.Spec.UpdateStrategy, tally.Scope)?.Metrics.FirstOrDefault(metric => metric.Name == tally.Metric) is { } metric
            ? [(new DueMeasurement(tally.Scope, tally.Metric, tally.NextAt!.Value), metric)]
            : [];
}
