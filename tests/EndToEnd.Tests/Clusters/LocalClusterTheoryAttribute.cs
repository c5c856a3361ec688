namespace EndToEnd.Tests.Clusters;

/// <summary>As <see cref="LocalClusterFactAttribute"/>, for a theory.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LocalClusterTheoryAttribute : TheoryAttribute
{
    /// <param name="needs">What it needs, to complete the sentence.</param>
    public LocalClusterTheoryAttribute(string needs) => Skip = Needs.Unmet(needs);
}
