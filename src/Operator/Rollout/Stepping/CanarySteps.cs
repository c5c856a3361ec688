using Operator.Api;
using Operator.Api.Strategies;
using Operator.Rollout.Analysis;
using Operator.Rollout.Gates;

namespace Operator.Rollout.Stepping;

/// <summary>Walks through a canary's steps, from the one that the record names, as far as they are done now.</summary>
internal static class CanarySteps
{
    public static StepResult Walk(RollInput input, IReadOnlyList<CanaryStep> steps)
    {
        var record = input.Record with { StepCount = steps.Count, Weight = input.Record.Weight ?? 0 };
        if (record.Promotion == Promotion.Full) record = SkipAll(input, record, steps.Count);
        while (record.StepIndex < steps.Count)
        {
            var result = Try(input, record, steps[record.StepIndex]);
            if (result.Wait is not null) return result;
            record = result.Record with { StepIndex = record.StepIndex + 1, PausedSince = null, PausedUntil = null };
        }

        return Weigh(input, record, 100);
    }

    /// <summary>A person promotes in full: nothing stands between the pods and the new revision any more.</summary>
    public static RollRecord SkipAll(RollInput input, RollRecord record, int count) =>
        (AnalysisGate.Skip(record) with { StepIndex = count, PausedSince = null, PausedUntil = null, Promotion = Promotion.None })
            .Answer(Annotations.Promote, input.Observed.Annotation(Annotations.Promote), true, "Promoted in full: all steps that were left are skipped.");

    private static StepResult Try(RollInput input, RollRecord record, CanaryStep step) => step switch
    {
        { SetWeight: { } weight } => Weigh(input, record, weight),
        { Pause: { } pause } => Pause(input, record, pause),
        { Analysis: { } plan } => Analyse(input, record, plan),
        _ => StepResult.Done(record),
    };

    /// <summary>Done when as many pods as the weight asks for run the new revision and are available.</summary>
    private static StepResult Weigh(RollInput input, RollRecord record, int weight)
    {
        record = record with { Weight = weight };
        var (wanted, revision) = (input.State.Wanted, input.State.UpdateRevision);
        var share = CanaryShare.Pods(weight, wanted);
        var ripe = input.Pods.Where(pod => pod.Ordinal >= wanted - share && pod.Revision == revision && pod.IsReady && !pod.IsTerminating)
            .Select(pod => (pod.ReadySince ?? input.Now).AddSeconds(input.Spec.MinReadySeconds))
            .ToList();
        var available = ripe.Count(at => at <= input.Now);
        if (input.LivePartition == wanted - share && available == share) return StepResult.Done(record);
        return new StepResult(record, new Wait(WaitNames.StepIsReached, WaitKind.Moving, $"{Position(record)}: {available} of {share} pods run revision {revision} and are available{Waiting(input, wanted - share)}."))
        {
            LookAt = ripe.Where(at => at > input.Now).Select(at => (DateTimeOffset?)at).Min(),
        };
    }

    private static StepResult Pause(RollInput input, RollRecord record, CanaryPause pause)
    {
        if (record.Promotion == Promotion.Next)
        {
            return StepResult.Done((record with { Promotion = Promotion.None })
                .Answer(Annotations.Promote, input.Observed.Annotation(Annotations.Promote), true, $"Promoted: step {record.StepIndex + 1} of {record.StepCount} is over."));
        }

        var since = record.PausedSince ?? input.Now;
        var until = since + Durations.Parse(pause.Duration);
        if (until <= input.Now) return StepResult.Done(record);
        var end = until is { } at ? $"until {at.UtcDateTime:HH:mm:ss} UTC" : "until somebody promotes it";
        return new StepResult(record with { PausedSince = since, PausedUntil = until }, new Wait(WaitNames.PauseIsOver, WaitKind.Paused, $"{Position(record)}: pauses {end}. {Moves(input)}")) { LookAt = until };
    }

    private static StepResult Analyse(RollInput input, RollRecord record, AnalysisPlan plan)
    {
        var scope = AnalysisScope.Step(record.StepIndex + 1);
        if (record.Promotion == Promotion.Next && AnalysisGate.IsInconclusive(record, scope))
        {
            return StepResult.Done((AnalysisGate.Skip(record, scope) with { Promotion = Promotion.None })
                .Answer(Annotations.Promote, input.Observed.Annotation(Annotations.Promote), true, $"Promoted: step {record.StepIndex + 1} of {record.StepCount} is over, although its analysis is inconclusive."));
        }

        var result = AnalysisGate.Walk(input, record, plan, scope, isBackground: false);
        if (result.Verdict != AnalysisVerdict.Succeeded) return AnalysisHold.Of(input, result, Position(record));
        return AnalysisGate.HasSucceeded(record, scope) ? StepResult.Done(result.Record) : Remember(input, result.Record);
    }

    /// <summary>The status says first that the analysis has succeeded: whoever finds the pods moved on must find the judgement that let them.</summary>
    private static StepResult Remember(RollInput input, RollRecord record) =>
        new(record, new Wait(WaitNames.AnalysisHasSucceeded, WaitKind.Waiting, $"{Position(record)}: the analysis has succeeded.")) { LookAt = input.Now };

    public static string Position(RollRecord record) =>
        record.StepIndex < record.StepCount ? $"Step {record.StepIndex + 1} of {record.StepCount}, {record.Weight} %" : "After the last step, 100 %";

    private static string Waiting(RollInput input, int partition) =>
        input.Pods.FirstOrDefault(pod => pod.Ordinal >= partition && !pod.IsReady) is { } pod ? $"; waits for pod {pod.Name} to be ready" : "";

    public static string Moves(RollInput input) =>
        $"{ActionCommand.Of(input.Observed, Annotations.Promote, "next")} goes on now, {Annotations.Abort}=now goes back.";
}
