namespace Operator.Rollout;

/// <summary>What an app waits for: the gate's name as in docs/rollout-gates.md, what it means to a person, and a sentence about what moves it.</summary>
internal sealed record Wait(string Gate, WaitKind Kind, string Message);
