using TestKit;

namespace CounterApp.Tests;

/// <summary>A fact about a real file system; where this process may not mount one, the runner shows it as skipped, and why.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MountFactAttribute : FactAttribute
{
    public MountFactAttribute() => Skip = SmallDisk.WhyNot;
}
