using Operator.Api;

namespace Operator.Rollout.Gates;

/// <summary>The API server could not refuse the spec, but nothing can be made of it.</summary>
internal static class SpecIsValid
{
    public static Gate Gate { get; } = new(nameof(SpecIsValid), WaitKind.Refused, observed =>
        SpecRules.Problems(observed.App) is [var first, ..] ? first : null);
}
