using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;

namespace Kubernetes.Tests.Scripting;

/// <summary>Lets simulated time pass for as long as somebody waits on it.</summary>
internal static class FakeClock
{
    private static readonly TimeSpan RealLimit = TimeSpan.FromSeconds(30);

    /// <summary>Moves the clock forward step by step until the task is done, and returns what it returned or throws what it threw.</summary>
    public static async Task<T> RunAsync<T>(this FakeTimeProvider time, Task<T> task, TimeSpan? step = null)
    {
        for (var clock = Stopwatch.StartNew(); !task.IsCompleted && clock.Elapsed < RealLimit;)
        {
            time.Advance(step ?? TimeSpan.FromMilliseconds(100));
            await Task.WhenAny(task, Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System));
        }

        // Not a TimeoutException: a test may expect one of the task.
        Assert.True(task.IsCompleted, $"Not done after {RealLimit.TotalSeconds:0} s.");
        return await task;
    }
}
