namespace Operator.Rollout.Gates;

/// <summary>What an app waits for on its way, by name: the same in status, log and docs/rollout-gates.md.</summary>
internal static class WaitNames
{
    public const string GenerationIsObserved = nameof(GenerationIsObserved);
    public const string PodsAreUpdated = nameof(PodsAreUpdated);
    public const string SurplusPodsAreGone = nameof(SurplusPodsAreGone);
    public const string PodsAreReady = nameof(PodsAreReady);
    public const string PodsAreAvailable = nameof(PodsAreAvailable);
    public const string SetIsReplaced = nameof(SetIsReplaced);
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
        GenerationIsObserved, PodsAreUpdated, SurplusPodsAreGone, PodsAreReady, PodsAreAvailable, SetIsReplaced, StepIsReached, PauseIsOver,
        AnalysisHasSucceeded, AnalysisIsConclusive, StrayPodsAreBack, OldPodsAreGone, PodsAreStable, RolloutIsRecorded, PreviewIsReady,
        VisitsAreHandedOver, OldColourIsKept,
    ];
}
