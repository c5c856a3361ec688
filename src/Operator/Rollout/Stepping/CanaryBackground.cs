using Operator.Api;
using Operator.Api.Strategies;
using Operator.Rollout.Analysis;

namespace Operator.Rollout.Stepping;

/// <summary>
/// The analysis that accompanies a canary's steps: from the first ready pod of the new revision until the last pod has it. Only what is failed
/// or inconclusive holds the steps.
/// </summary>
internal static class CanaryBackground
{
    public static StepResult Walk(RollInput input, CanaryStrategy strategy)
    {
        var record = input.Record with { StepCount = strategy.Steps?.Count ?? 0, Weight = input.Record.Weight ?? 0 };
        if (strategy.Analysis is not { } plan || record.Promotion == Promotion.Full || !IsOn(input, record)) return StepResult.Done(input.Record);
        if (record.Promotion == Promotion.Next && AnalysisGate.IsInconclusive(record, AnalysisScope.Background)) record = GoOn(input, record, plan);
        var result = AnalysisGate.Walk(input, record, plan, AnalysisScope.Background, isBackground: true);
        return result.Verdict is AnalysisVerdict.Failed or AnalysisVerdict.Inconclusive
            ? AnalysisHold.Of(input, result, CanarySteps.Position(record))
            : StepResult.Done(result.Record) with { LookAt = result.LookAt };
    }

    /// <summary>Steps that a person has skipped take an analysis that has not begun yet with them.</summary>
    private static bool IsOn(RollInput input, RollRecord record) =>
        AnalysisGate.HasBegun(record, AnalysisScope.Background)
        || (record.StepIndex <= Math.Max(0, record.StepCount - 1 ?? 0) && input.Pods.Any(pod => pod.Revision == input.State.UpdateRevision && pod.IsReady));

    private static RollRecord GoOn(RollInput input, RollRecord record, AnalysisPlan plan) =>
        (AnalysisGate.GoOn(input, record, plan, AnalysisScope.Background) with { Promotion = Promotion.None, PausedSince = null, PausedUntil = null })
            .Answer(Annotations.Promote, input.Observed.Annotation(Annotations.Promote), true, "Promoted: the rollout goes on, and so does its analysis in the background.");
}
