using EndToEnd.Tests.Clusters;

namespace EndToEnd.Tests;

/// <summary>A fact that needs <c>kubectl</c> on the path; where there is none, the runner shows it as skipped, with this reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KubectlFactAttribute : FactAttribute
{
    /// <param name="needs">What it needs of the local cluster besides, if anything.</param>
    public KubectlFactAttribute(string? needs = null) =>
        Skip = Kubectl.Path is null ? "kubectl is not on the path" : needs is null ? null : Needs.Unmet(needs);
}
