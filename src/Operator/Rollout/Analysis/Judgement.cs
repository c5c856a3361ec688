namespace Operator.Rollout.Analysis;

/// <summary>What a single value counts as.</summary>
internal enum Judgement
{
    Success,
    Failure,
    Inconclusive,
}
