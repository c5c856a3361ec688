namespace Operator.Rollout.Gates;

/// <summary>What a rollout waits for on its way, by name: the same in status, log and docs/rollout-gates.md.</summary>
internal static class WaitNames
{
    public const string StepIsReached = nameof(StepIsReached);
    public const string PauseIsOver = nameof(PauseIsOver);
    public const string AnalysisHasSucceeded = nameof(AnalysisHasSucceeded);
    public const string AnalysisIsConclusive = nameof(AnalysisIsConclusive);
    public const string StrayPodsAreBack = nameof(StrayPodsAreBack);
    public const string OldPodsAreGone = nameof(OldPodsAreGone);
    public const string PodsAreStable = nameof(PodsAreStable);
    public const string RolloutIsRecorded = nameof(RolloutIsRecorded);
    public const string PreviewIsReady = nameof(PreviewIsReady);
    public const string VisitsAreHandedOver = nameof(VisitsAreHandedOver);
    public const string OldColourIsKept = nameof(OldColourIsKept);

    public static IReadOnlyList<string> All { get; } =
    [
        StepIsReached, PauseIsOver, AnalysisHasSucceeded, AnalysisIsConclusive, StrayPodsAreBack, OldPodsAreGone, PodsAreStable,
        RolloutIsRecorded, PreviewIsReady, VisitsAreHandedOver, OldColourIsKept,
    ];
}
