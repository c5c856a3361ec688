namespace Operator.Rollout.Colours;

/// <summary>What is deleted of a colour that has no pods any more. <see cref="Why"/> follows "because".</summary>
/// <param name="SetUid">The set, where it has to be made anew; null to keep it.</param>
/// <param name="Claims">UIDs of claims whose visits have all been handed over.</param>
internal sealed record Clearance(string? SetUid, IReadOnlyList<string> Claims, string Why);
