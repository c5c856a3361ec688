namespace Kubernetes.Tests.Runtime.Leadership;

/// <summary>
/// Runs what a clock or a cancellation sets off on this thread, to its next wait, before going on: either where it was set off, or, when .NET
/// would leave it to another thread (a delay that is cancelled), right behind the action. So a test is the same each time.
/// </summary>
internal sealed class InPlace : SynchronizationContext
{
    private static readonly InPlace Context = new();

    [ThreadStatic]
    private static Queue<Action>? _setOff;

    private InPlace()
    {
    }

    public static void Run(Action action)
    {
        var (context, setOff) = (Current, _setOff);
        SetSynchronizationContext(Context);
        _setOff = new Queue<Action>();
        try
        {
            for (var next = action; next is not null; next = _setOff.TryDequeue(out var other) ? other : null) next();
        }
        finally
        {
            _setOff = setOff;
            SetSynchronizationContext(context);
        }
    }

    /// <summary>A delay whose end and whose cancellation go on in place.</summary>
    public static async Task Delay(TimeSpan time, TimeProvider clock, CancellationToken cancellationToken)
    {
        var over = new TaskCompletionSource();
        await using var cancelled = cancellationToken.UnsafeRegister(_ => over.TrySetCanceled(cancellationToken), null);
        await using var timer = clock.CreateTimer(_ => over.TrySetResult(), null, time, Timeout.InfiniteTimeSpan);
        await over.Task;
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (_setOff is { } queue) queue.Enqueue(() => d(state));
        else base.Post(d, state);
    }
}
