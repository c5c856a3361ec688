namespace Operator.Rollout;

/// <summary>A pod that has to make room. <see cref="Gently"/>: by eviction first, so that disruption budgets are asked. <see cref="Why"/> follows "because".</summary>
internal sealed record PodRemoval(string Name, string Uid, string Why, bool Gently);
