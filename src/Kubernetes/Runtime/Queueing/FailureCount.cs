namespace Kubernetes.Runtime.Queueing;

/// <summary>Counts failures in a row; after a time without one the count begins again.</summary>
internal sealed class FailureCount(TimeProvider time, TimeSpan healthyAfter)
{
    private int _failures;
    private long _last;

    public int Next()
    {
        _failures = _failures > 0 && time.GetElapsedTime(_last) > healthyAfter ? 1 : _failures + 1;
        _last = time.GetTimestamp();
        return _failures;
    }
}
