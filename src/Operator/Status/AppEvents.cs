using Operator.Api;
using Operator.Apply;
using Operator.Rollout.Gates;

namespace Operator.Status;

/// <summary>
/// Tells from two statuses, and from what was done between them, what is worth an event: one for each transition, and for what a person asked
/// for the answer; in the order in which they come about. Pure; nothing changed, nothing told. Events, notifications and the metrics of rollouts are all made of this.
/// </summary>
internal static class AppEvents
{
    public static IReadOnlyList<AppEvent> Between(CounterAppStatus? before, CounterAppStatus now, ApplyReport report) =>
    [
        .. Done(report),
        .. ((IEnumerable<AppEvent>)[.. Carried(before, now), .. Rolled(before, now), .. Judged(before, now), .. Stepped(before, now), .. Turned(before, now)])
            .Select(happened => Named(happened, before, now)),
        .. Refused(before, now),
    ];

    private static IEnumerable<AppEvent> Done(ApplyReport report)
    {
        foreach (var outcome in report.Outcomes)
        {
            var happened = outcome switch
            {
                ChildOutcome.Created => new AppEvent(false, "Created", "Create", $"Created {outcome.Kind} {outcome.Name}"),
                ChildOutcome.Updated updated => new AppEvent(false, "Updated", "Update", $"Updated {outcome.Kind} {outcome.Name}: {updated.Changes}"),
                ChildOutcome.Removed removed => new AppEvent(false, "Removed", "Delete", $"Removed {outcome.Kind} {outcome.Name}: {removed.Why}"),
                _ => null,
            };
            if (happened is not null) yield return happened;
        }
    }

    private static IEnumerable<AppEvent> Turned(CounterAppStatus? before, CounterAppStatus now)
    {
        var isNew = before?.Phase != now.Phase || Reason(before) != Reason(now);
        if (now.Phase == AppPhase.Degraded && isNew && Reason(now) != Headline.RolloutAborted)
            yield return new AppEvent(true, Reason(now), "Reconcile", now.Message ?? "") { Notifies = before?.Phase == now.Phase ? null : NotificationEvent.Degraded };
        else if (now.Phase == AppPhase.Paused && (isNew || before?.Rollout?.StepIndex != now.Rollout?.StepIndex))
            yield return new AppEvent(false, WaitNames.All.Contains(Reason(now)) ? "RolloutPaused" : "Paused", "Reconcile", now.Message ?? "") { Notifies = NotificationEvent.Paused };
        else if (now.Phase == AppPhase.Healthy && before?.Phase is not (null or AppPhase.Healthy) && !IsCompleted(before, now))
            yield return new AppEvent(false, "Healthy", "Reconcile", now.Message ?? "");
    }

    private static IEnumerable<AppEvent> Rolled(CounterAppStatus? before, CounterAppStatus now)
    {
        var (was, revision) = (before?.Rollout?.Revision, now.Rollout?.Revision);
        if (was is not null && revision is not null && was != revision && now.Rollout is { AbortReason: null, BlueGreen: null or { SwitchedAt: null } })
            yield return new AppEvent(false, "RolloutStarted", "Rollout", $"Rolls out revision {revision} after {was}") { Notifies = NotificationEvent.Started };
        if (IsCompleted(before, now))
            yield return new AppEvent(false, "RolloutCompleted", "Rollout", $"All pods run revision {now.StableRevision}") { Notifies = NotificationEvent.Finished };
    }

    /// <summary>The first rollout of an app is its creation, and the way back of an aborted one is no rollout.</summary>
    private static bool IsCompleted(CounterAppStatus? before, CounterAppStatus now) =>
        before?.StableRevision is { } stable
        && now.Rollout is { AbortReason: null, CompletedAt: not null } rollout && rollout.Revision == now.StableRevision
        && (stable != now.StableRevision || before.Rollout is { CompletedAt: null });

    /// <summary>What a person has moved is told by the answer.</summary>
    private static IEnumerable<AppEvent> Stepped(CounterAppStatus? before, CounterAppStatus now)
    {
        var (was, rollout) = (before?.Rollout, now.Rollout);
        if (rollout?.StepIndex is { } step && step > (was?.StepIndex ?? 0) && !IsDone(before, now, Annotations.Promote))
            yield return new AppEvent(false, "RolloutStepCompleted", "Rollout", $"Completed step {step} of {rollout.StepCount}: {rollout.ActualWeight} % of the pods run revision {rollout.Revision}") { Notifies = NotificationEvent.Step };
        if (rollout?.BlueGreen is { SwitchedAt: not null } colours && was?.BlueGreen?.SwitchedAt is null)
            yield return new AppEvent(false, "TrafficSwitched", "Rollout", $"Colour {colours.Serving} serves now") { Notifies = NotificationEvent.Step };
        if (rollout?.AbortReason is { } reason && was?.AbortReason is null && !IsDone(before, now, Annotations.Abort))
            yield return new AppEvent(true, Headline.RolloutAborted, "Rollout", $"Aborted the rollout of revision {rollout.Revision}: {reason}") { Notifies = NotificationEvent.Aborted };
    }

    /// <summary>Metrics that have come to a verdict. What becomes of the rollout by it is told apart.</summary>
    private static IEnumerable<AppEvent> Judged(CounterAppStatus? before, CounterAppStatus now) =>
        from tally in now.Rollout?.Analysis ?? []
        where before?.Rollout?.Analysis?.Any(was => was.Scope == tally.Scope && was.Metric == tally.Metric && was.Verdict == tally.Verdict) != true
        let reason = tally.Verdict switch
        {
            AnalysisVerdict.Succeeded => "AnalysisSucceeded",
            AnalysisVerdict.Failed => "AnalysisFailed",
            AnalysisVerdict.Inconclusive => "AnalysisInconclusive",
            _ => null,
        }
        where reason is not null
        select new AppEvent(tally.Verdict != AnalysisVerdict.Succeeded, reason, "Rollout", $"Analysis {tally.Scope}: {tally.Message}") { Transition = Transition.Of(before, $"{reason} {tally.Scope} {tally.Metric}") };

    private static IEnumerable<AppEvent> Carried(CounterAppStatus? before, CounterAppStatus now) =>
        from action in Answers(before, now)
        where action.Done == true
        select new AppEvent(false, "ActionDone", "Act", action.Answer ?? "")
        {
            Notifies = action.Annotation switch
            {
                Annotations.Promote => NotificationEvent.Promoted,
                Annotations.Abort => NotificationEvent.Aborted,
                _ => null,
            },
            Transition = Transition.Of(before, action.Annotation),
        };

    /// <summary>A refusal changes nothing, so that the same one after it begins where this one began: it has no transition of its own.</summary>
    private static IEnumerable<AppEvent> Refused(CounterAppStatus? before, CounterAppStatus now) =>
        from action in Answers(before, now)
        where action.Done != true
        select new AppEvent(true, "ActionRefused", "Act", action.Answer ?? "");

    private static bool IsDone(CounterAppStatus? before, CounterAppStatus now, string annotation) =>
        Answers(before, now).Any(action => action.Done == true && action.Annotation == annotation);

    private static IEnumerable<HandledAction> Answers(CounterAppStatus? before, CounterAppStatus now) =>
        (now.HandledActions ?? []).Where(action => before?.HandledActions?.Contains(action) != true);

    private static AppEvent Named(AppEvent happened, CounterAppStatus? before, CounterAppStatus now) => happened with
    {
        Transition = happened.Transition ?? Transition.Of(before, $"{happened.Reason} {happened.Notifies} {now.Rollout?.Revision} {now.Rollout?.StepIndex}"),
    };

    private static string Reason(CounterAppStatus? status) =>
        status?.Conditions?.FirstOrDefault(condition => condition.Type == ConditionType.Ready)?.Reason ?? "Unknown";
}
