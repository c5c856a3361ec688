using System.Diagnostics.Metrics;
using Operator.Api;
using Operator.Api.Strategies;

namespace Operator.Status;

/// <summary>How rollouts end and how long they take, in pauses and altogether.</summary>
internal static class RolloutMetrics
{
    private const string Finished = "finished";
    private const string Aborted = "aborted";
    private const string Superseded = "superseded";

    private static readonly InstrumentAdvice<double> Bounds = new() { HistogramBucketBoundaries = [5, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21600, 86400] };
    private static readonly Meter Meter = new("Operator.Rollouts");

    private static readonly Counter<long> Rollouts = Meter.CreateCounter<long>(
        "counterapp_rollouts_total", description: "Rollouts by their strategy and how they ended: finished, aborted, or superseded by another one");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "counterapp_rollout_duration_seconds", "s", "Time from the start of a rollout to its end, pauses included", null, Bounds);

    private static readonly Histogram<double> PauseDuration = Meter.CreateHistogram(
        "counterapp_rollout_pause_duration_seconds", "s", "Time that a rollout has waited in a pause", null, Bounds);

    public static void Begin()
    {
        foreach (var strategy in (string[])[StrategyType.RollingUpdate, StrategyType.Recreate, StrategyType.BlueGreen, StrategyType.Canary, StrategyType.ABTest])
        {
            foreach (var outcome in (string[])[Finished, Aborted, Superseded]) Rollouts.Add(0, Strategy(strategy), Outcome(outcome));
        }
    }

    public static bool EndsPause(CounterAppStatus? before, CounterAppStatus now) =>
        before?.Rollout?.PausedSince is { } since && now.Rollout?.PausedSince != since;

    public static void CountPause(RolloutStatus before, DateTimeOffset now) => PauseDuration.Record(Seconds(before.PausedSince, now), Strategy(before.Strategy));

    /// <summary>The rollouts that ended with these events.</summary>
    public static void Count(CounterAppStatus? before, CounterAppStatus status, IEnumerable<AppEvent> events, DateTimeOffset now)
    {
        foreach (var happened in events)
        {
            if (happened.Notifies == NotificationEvent.Finished) End(status.Rollout, Finished, now);
            else if (happened.Notifies == NotificationEvent.Aborted) End(before?.Rollout, Aborted, now);
            else if (happened.Notifies == NotificationEvent.Started && IsUnderWay(before)) End(before?.Rollout, Superseded, now);
        }
    }

    private static bool IsUnderWay(CounterAppStatus? status) =>
        status is { StableRevision: not null, Rollout: { AbortReason: null, CompletedAt: null } rollout } && rollout.Revision != status.StableRevision;

    private static void End(RolloutStatus? rollout, string outcome, DateTimeOffset now)
    {
        Rollouts.Add(1, Strategy(rollout?.Strategy), Outcome(outcome));
        Duration.Record(Seconds(rollout?.StartedAt, now), Strategy(rollout?.Strategy), Outcome(outcome));
    }

    private static double Seconds(DateTimeOffset? since, DateTimeOffset now) => Math.Max(0, (now - (since ?? now)).TotalSeconds);

    private static KeyValuePair<string, object?> Strategy(string? strategy) => new("strategy", strategy ?? StrategyType.RollingUpdate);

    private static KeyValuePair<string, object?> Outcome(string outcome) => new("outcome", outcome);
}
