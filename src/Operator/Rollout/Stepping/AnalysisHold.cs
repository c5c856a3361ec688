using Operator.Api;
using Operator.Rollout.Analysis;
using Operator.Rollout.Gates;

namespace Operator.Rollout.Stepping;

/// <summary>An analysis that keeps a canary from its next step: one that runs, one that a person has to decide on, one that ends the rollout.</summary>
internal static class AnalysisHold
{
    public static StepResult Of(RollInput input, AnalysisResult result, string position) => result.Verdict switch
    {
        AnalysisVerdict.Failed => new StepResult(result.Record, new Wait(WaitNames.AnalysisHasSucceeded, WaitKind.Waiting, $"{position}: {result.Waits}.")) { AbortReason = result.Waits },
        AnalysisVerdict.Inconclusive => new StepResult(
            result.Record with { PausedSince = result.Record.PausedSince ?? input.Now, PausedUntil = null },
            new Wait(WaitNames.AnalysisIsConclusive, WaitKind.Paused, $"{position}: {result.Waits}. {CanarySteps.Moves(input)}"))
        { LookAt = result.LookAt },
        _ => new StepResult(result.Record, new Wait(WaitNames.AnalysisHasSucceeded, WaitKind.Waiting, $"{position}: {result.Waits}. {Moves(input)}")) { LookAt = result.LookAt },
    };

    private static string Moves(RollInput input) =>
        $"{ActionCommand.Of(input.Observed, Annotations.Promote, "full")} skips all that is left, {Annotations.Abort}=now goes back.";
}
