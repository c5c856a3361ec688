using Kubernetes.Models.Core;

namespace LocalCluster.Node.Pods;

/// <summary>When and how a pod has to end. The first reason begins the end; later ones can only make it quicker.</summary>
internal sealed class PodEnding(TimeProvider time) : IDisposable
{
    private const long DefaultGraceSeconds = 30;

    /// <summary>What a pod is left that was removed from the API without waiting for it (the kubelet's least grace).</summary>
    private static readonly TimeSpan VanishedGrace = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _began = new();
    private readonly CancellationTokenSource _hurry = new();
    private readonly CancellationTokenSource _abandoned = new();
    private ITimer? _timer;
    private bool _deleted;
    private bool _silent;
    private bool _disposed;

    /// <summary>Nothing may be started any more.</summary>
    public CancellationToken Began => _began.Token;

    /// <summary>What still runs has to be killed now.</summary>
    public CancellationToken Hurry => _hurry.Token;

    /// <summary>The API is not to be spoken to any more.</summary>
    public CancellationToken Abandoned => _abandoned.Token;

    /// <summary>What the containers have to end, from the beginning of the end.</summary>
    public TimeSpan Grace { get; private set; }

    /// <summary>Whether the API waits for the node to say that the pod has ended.</summary>
    public bool ReportsToApi => _deleted && !_silent;

    /// <summary>The pod's object says that it is being deleted, and how long it may take.</summary>
    public void Delete(Pod pod)
    {
        lock (_gate)
        {
            _deleted = true;
            Begin(TimeSpan.FromSeconds(pod.Metadata.DeletionGracePeriodSeconds ?? DefaultGraceSeconds));
        }
    }

    /// <summary>The pod's object is gone.</summary>
    public void Vanish()
    {
        lock (_gate)
        {
            _silent = true;
            Begin(VanishedGrace);
        }
    }

    /// <summary>The node goes away.</summary>
    public void Abandon(TimeSpan grace)
    {
        lock (_gate)
        {
            _silent = true;
            Begin(grace);
            if (!_disposed) _ = _abandoned.CancelAsync();
        }
    }

    /// <summary>Completes when the end begins.</summary>
    public async Task WaitAsync()
    {
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, Began);
        }
        catch (OperationCanceledException)
        {
            // That is what was waited for.
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _timer?.Dispose();
            _began.Dispose();
            _hurry.Dispose();
            _abandoned.Dispose();
        }
    }

    /// <summary>A timer that was just disposed may still fire.</summary>
    private void HurryUp()
    {
        lock (_gate)
        {
            if (!_disposed) _ = _hurry.CancelAsync();
        }
    }

    /// <summary>Under the lock. A grace that is shorter than the one that runs cuts it short.</summary>
    private void Begin(TimeSpan grace)
    {
        if (_disposed) return;
        if (!_began.IsCancellationRequested)
        {
            Grace = grace;
            // Not on the caller's thread, which is the informer's: what waits for this goes on with slow things.
            _ = _began.CancelAsync();
        }
        else if (grace < Grace)
        {
            Grace = grace;
            _timer?.Dispose();
            _timer = time.CreateTimer(_ => HurryUp(), null, grace, Timeout.InfiniteTimeSpan);
        }
    }
}
