namespace Operator.Rollout.Gates;

/// <summary>A child that were put back now would outlive the app: owner references take the children away.</summary>
internal static class NotBeingDeleted
{
    public static Gate Gate { get; } = new(nameof(NotBeingDeleted), WaitKind.Waiting, observed =>
        observed.IsBeingDeleted ? "The app is being deleted; its children go with it." : null);
}
