namespace Kubernetes.Tests.Runtime.Leadership;

/// <summary>
/// Runs what a clock or a cancellation sets off on this thread, to its next wait, before going on: without a synchronization context a
/// continuation runs where it was set off. So a test is the same each time.
/// </summary>
internal static class InPlace
{
    public static void Run(Action action)
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            action();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    /// <summary>A delay whose end and whose cancellation go on in place; <see cref="Task.Delay(TimeSpan, TimeProvider, CancellationToken)"/> leaves a cancellation to another thread.</summary>
    public static async Task Delay(TimeSpan time, TimeProvider clock, CancellationToken cancellationToken)
    {
        var over = new TaskCompletionSource();
        await using var cancelled = cancellationToken.UnsafeRegister(_ => over.TrySetCanceled(cancellationToken), null);
        await using var timer = clock.CreateTimer(_ => over.TrySetResult(), null, time, Timeout.InfiniteTimeSpan);
        await over.Task;
    }
}
