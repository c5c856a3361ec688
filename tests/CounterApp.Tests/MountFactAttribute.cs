using TestKit;

namespace CounterApp.Tests;

/// <summary>A fact about a real file system; where this process may not mount one, the runner shows it as skipped, and why.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MountFactAttribute : FactAttribute
{
    /// <param name="ext4">An ext4 without a journal.</param>
    public MountFactAttribute(bool ext4 = false) => Skip = ext4 ? SmallDisk.WhyNoExt4 : SmallDisk.WhyNot;
}
