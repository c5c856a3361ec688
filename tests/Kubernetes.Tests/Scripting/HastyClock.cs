using System.Collections.Concurrent;

namespace Kubernetes.Tests.Scripting;

/// <summary>A clock on which waiting takes a hundredth of the time, and which remembers how long each wait was to be. Deadlines on it must be generous.</summary>
internal sealed class HastyClock : TimeProvider
{
    public ConcurrentBag<TimeSpan> Waits { get; } = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime > TimeSpan.Zero) Waits.Add(dueTime);
        return base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / 100 : dueTime, period);
    }
}
