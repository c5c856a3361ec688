namespace Operator.Rollout.Gates;

/// <summary>Somebody wants the children left as they are.</summary>
internal static class NotPaused
{
    public static Gate Gate { get; } = new(nameof(NotPaused), WaitKind.Paused, observed =>
        observed.App.Spec.Paused
            ? $$$"""The app is paused: set spec.paused to false to go on: kubectl patch counterapp {{{observed.Name}}} -n {{{observed.Namespace}}} --type merge -p '{"spec":{"paused":false}}'"""
            : null);
}
