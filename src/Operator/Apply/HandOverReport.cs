using Operator.Rollout.Colours;

namespace Operator.Apply;

/// <summary>What became of handing visits over.</summary>
/// <param name="HandOver">What was asked for.</param>
/// <param name="Trouble">Why not all that has to be handed over is, in a sentence; null when it is.</param>
/// <param name="HasDoubts">Whether a pod that does not run could not be asked, or has no counterpart: what is on its volume stays there.</param>
internal sealed record HandOverReport(HandOver HandOver, string? Trouble, bool HasDoubts = false);
