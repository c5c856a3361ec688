namespace Operator.Rollout.Gates;

/// <summary>A CounterApp that is created right after one of the same name was deleted waits until that one's children are gone.</summary>
internal static class PredecessorIsGone
{
    public static Gate Gate { get; } = new(nameof(PredecessorIsGone), WaitKind.Waiting, observed =>
        observed.Clashes.FirstOrDefault(clash => clash.IsPredecessors) is { } clash
            ? $"{clash.Kind} {clash.Name} belongs to a deleted CounterApp of the same name; waits until it is gone."
            : null);
}
