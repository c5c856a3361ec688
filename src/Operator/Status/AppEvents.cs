using Operator.Api;
using Operator.Apply;

namespace Operator.Status;

/// <summary>Tells from two statuses, and from what was done between them, what is worth an event. Pure; nothing changed, nothing told.</summary>
internal static class AppEvents
{
    public static IReadOnlyList<AppEvent> Between(CounterAppStatus? before, CounterAppStatus now, ApplyReport report) =>
        [.. Done(report), .. Turned(before, now), .. Rolled(before, now), .. Stepped(before?.Rollout, now.Rollout), .. Answered(before, now)];

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
        if (now.Phase == AppPhase.Degraded && (before?.Phase != now.Phase || Reason(before) != Reason(now)))
            yield return new AppEvent(true, Reason(now), "Reconcile", now.Message ?? "");
        else if (now.Phase == AppPhase.Paused && before?.Phase != now.Phase)
            yield return new AppEvent(false, "Paused", "Reconcile", now.Message ?? "");
        else if (now.Phase == AppPhase.Healthy && before?.Phase is not (null or AppPhase.Healthy))
            yield return new AppEvent(false, "Healthy", "Reconcile", now.Message ?? "");
    }

    private static IEnumerable<AppEvent> Rolled(CounterAppStatus? before, CounterAppStatus now)
    {
        var (was, revision) = (before?.Rollout?.Revision, now.Rollout?.Revision);
        if (was is not null && revision is not null && was != revision)
            yield return new AppEvent(false, "RolloutStarted", "Rollout", $"Rolls out revision {revision} after {was}");
        if (before?.StableRevision is { } stable && stable != now.StableRevision)
            yield return new AppEvent(false, "RolloutCompleted", "Rollout", $"All pods run revision {now.StableRevision}");
    }

    private static IEnumerable<AppEvent> Stepped(RolloutStatus? before, RolloutStatus? now)
    {
        if (now?.StepIndex is { } step && step > (before?.StepIndex ?? 0))
            yield return new AppEvent(false, "RolloutStepCompleted", "Rollout", $"Completed step {step} of {now.StepCount}: {now.ActualWeight} % of the pods run revision {now.Revision}");
        if (now?.PausedSince is not null && before?.PausedSince is null)
            yield return new AppEvent(false, "RolloutPaused", "Rollout", $"Pauses after step {now.StepIndex} of {now.StepCount}, {(now.PausedUntil is { } until ? $"until {until.UtcDateTime:u}" : "until somebody promotes it")}");
        if (now?.AbortReason is { } reason && before?.AbortReason is null)
            yield return new AppEvent(true, "RolloutAborted", "Rollout", $"Aborted the rollout of revision {now.Revision}: {reason}");
    }

    private static IEnumerable<AppEvent> Answered(CounterAppStatus? before, CounterAppStatus now) =>
        from action in now.HandledActions ?? []
        where before?.HandledActions?.Contains(action) != true
        select new AppEvent(action.Done != true, action.Done == true ? "ActionDone" : "ActionRefused", "Act", action.Answer ?? "");

    private static string Reason(CounterAppStatus? status) =>
        status?.Conditions?.FirstOrDefault(condition => condition.Type == ConditionType.Ready)?.Reason ?? "Unknown";
}
