namespace Operator.Rollout.Gates;

/// <summary>A set that is being deleted is still there under its name: applying to it would change an object that is about to vanish.</summary>
internal static class SetIsNotTerminating
{
    public static Gate Gate { get; } = new(nameof(SetIsNotTerminating), WaitKind.Waiting, observed =>
        observed.Set?.Metadata.DeletionTimestamp is not null
            ? $"StatefulSet {observed.Set.Metadata.Name} is being deleted; it is put back as soon as it is gone."
            : null);
}
