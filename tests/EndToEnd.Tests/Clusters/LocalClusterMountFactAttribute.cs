using TestKit;

namespace EndToEnd.Tests.Clusters;

/// <summary>A <see cref="LocalClusterFactAttribute"/> whose pods write to a file system that this process has to mount.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LocalClusterMountFactAttribute : FactAttribute
{
    /// <param name="needs">What it needs of the cluster, to complete the sentence.</param>
    public LocalClusterMountFactAttribute(string needs) => Skip = Needs.Unmet(needs) ?? SmallDisk.WhyNot;
}
