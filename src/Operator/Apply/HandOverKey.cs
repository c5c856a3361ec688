namespace Operator.Apply;

/// <summary>What opens the pods' hand-over.</summary>
/// <param name="Token">What the pods have been told, too, when they started.</param>
/// <param name="MadeAt">When its Secret was made: a pod that was there before has been told something else, or nothing.</param>
internal sealed record HandOverKey(string Token, DateTimeOffset? MadeAt);
