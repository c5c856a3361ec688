namespace Operator.Rollout;

/// <summary>A pod that has to make room. <see cref="Gently"/>: by eviction first, so that disruption budgets are asked.</summary>
internal sealed record PodRemoval(string Name, string Uid, string Why, bool Gently);
