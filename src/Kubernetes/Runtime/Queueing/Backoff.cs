namespace Kubernetes.Runtime.Queueing;

/// <summary>
/// How long to wait after the n-th failure in a row: doubles from <paramref name="Initial"/> up to <paramref name="Cap"/>, less a random part of
/// at most <paramref name="Jitter"/> (1: anything between nothing and the whole).
/// </summary>
public sealed record Backoff(TimeSpan Initial, TimeSpan Cap, double Jitter)
{
    /// <summary>A reconcile that fails: 5 ms to 1000 s, as controller-runtime, and up to a fifth less so that keys spread.</summary>
    public static Backoff Reconcile { get; } = new(TimeSpan.FromMilliseconds(5), TimeSpan.FromSeconds(1000), 0.2);

    /// <summary>A watch or list that fails: 0.8 s to 30 s with full jitter, as client-go.</summary>
    public static Backoff Watch { get; } = new(TimeSpan.FromSeconds(0.8), TimeSpan.FromSeconds(30), 1);

    /// <summary>The wait after failure number <paramref name="failures"/> (1, 2 …); <paramref name="random"/> lies in [0, 1).</summary>
    public TimeSpan Delay(int failures, double random)
    {
        // 2^63 steps are far beyond any cap.
        var doubled = Initial.TotalMilliseconds * Math.Pow(2, Math.Clamp(failures - 1, 0, 62));
        return TimeSpan.FromMilliseconds(Math.Min(doubled, Cap.TotalMilliseconds) * (1 - (Jitter * random)));
    }
}
