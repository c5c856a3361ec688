namespace Operator.Rollout;

/// <summary>A gate that is closed, and the sentence about it.</summary>
internal sealed record Refusal(string Gate, HoldKind Kind, string Message);
