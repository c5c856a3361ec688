namespace Operator.Rollout.Stepping;

/// <summary>How far the steps have come in this pass.</summary>
/// <param name="Record">What is to be remembered.</param>
/// <param name="Wait">What it waits for; null when all steps are done.</param>
internal sealed record StepResult(RollRecord Record, Wait? Wait)
{
    /// <summary>When the wait may be over although nothing seems to happen.</summary>
    public DateTimeOffset? LookAt { get; init; }

    /// <summary>Why the rollout has to be aborted; null when it goes on.</summary>
    public string? AbortReason { get; init; }

    public static StepResult Done(RollRecord record) => new(record, null);
}
