namespace Operator.Rollout.Colours;

/// <summary>
/// Visits go from the pods of one colour to those of the other, ordinal by ordinal. Saying it twice does no harm.
/// <see cref="Closes"/>: the pods that give count no more visits from then on, so that what is handed over is all there is.
/// </summary>
internal sealed record HandOver(string From, string To, bool Closes);
