namespace Kubernetes.Client;

/// <summary>The time that one call may take, from before it is sent until its answer is read.</summary>
internal sealed class RequestDeadline : IDisposable
{
    private readonly CancellationTokenSource _clock;
    private readonly CancellationTokenSource _either;
    private readonly CancellationToken _caller;
    private readonly TimeSpan _timeout;

    public RequestDeadline(TimeSpan timeout, TimeProvider time, CancellationToken caller)
    {
        (_timeout, _caller) = (timeout, caller);
        _clock = new CancellationTokenSource(timeout, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(caller, _clock.Token);
    }

    public CancellationToken Token => _either.Token;

    /// <summary>Whether a cancellation came from this clock and not from the caller.</summary>
    public bool HasPassed => _clock.IsCancellationRequested && !_caller.IsCancellationRequested;

    public TimeoutException Exceeded(KubeRequest request) => new($"{request}: no answer within {_timeout.TotalSeconds:0.#} s.");

    public void Dispose()
    {
        _either.Dispose();
        _clock.Dispose();
    }
}
