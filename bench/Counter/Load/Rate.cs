namespace Bench.Counter.Load;

/// <summary>What one run of a load saw.</summary>
internal readonly record struct Rate(double PerSecond, double MedianMilliseconds, double P99Milliseconds);
