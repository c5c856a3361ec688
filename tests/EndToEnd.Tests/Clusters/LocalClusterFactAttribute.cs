namespace EndToEnd.Tests.Clusters;

/// <summary>A fact that needs something that only the local cluster has; on a named cluster the runner shows it as skipped, with this reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LocalClusterFactAttribute : FactAttribute
{
    /// <param name="needs">What it needs, to complete the sentence.</param>
    public LocalClusterFactAttribute(string needs) => Skip = Needs.Unmet(needs);
}
