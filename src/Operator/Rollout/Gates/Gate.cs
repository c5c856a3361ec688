using Operator.Observe;

namespace Operator.Rollout.Gates;

/// <summary>
/// A named rule: may the app's children be touched? The name is the same in code, log, status and docs/rollout-gates.md.
/// <see cref="Refusal"/> answers null when they may, and otherwise a sentence that says why not and what to do.
/// </summary>
internal sealed record Gate(string Name, WaitKind Kind, Func<Observed, string?> Refusal);
