using Kubernetes.Models.Core;

namespace LocalCluster.Node.Pods;

/// <summary>How long a pod may be active, from its start on the node (activeDeadlineSeconds).</summary>
internal sealed class PodDeadline(TimeProvider time, DateTimeOffset start) : IDisposable
{
    public const string Reason = "DeadlineExceeded";
    public const string Message = "Pod was active on the node longer than the specified deadline";

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _passed = new();
    private ITimer? _timer;
    private bool _disposed;

    public CancellationToken Passed => _passed.Token;

    /// <summary>The deadline may be set later, and made shorter.</summary>
    public void Learn(Pod pod)
    {
        if (pod.Spec?.ActiveDeadlineSeconds is not { } seconds) return;

        var left = start.AddSeconds(seconds) - time.GetUtcNow();
        lock (_gate)
        {
            _timer?.Dispose();
            _timer = _disposed ? null : time.CreateTimer(_ => Pass(), null, left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _timer?.Dispose();
            _passed.Dispose();
        }
    }

    /// <summary>A timer that was just disposed may still fire.</summary>
    private void Pass()
    {
        lock (_gate)
        {
            if (!_disposed) _ = _passed.CancelAsync();
        }
    }
}
