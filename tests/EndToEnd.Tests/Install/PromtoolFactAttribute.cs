using EndToEnd.Tests.Clusters;

namespace EndToEnd.Tests.Install;

/// <summary>A fact that needs <c>promtool</c> on the path (Debian: prometheus); where there is none, the runner shows it as skipped, with this reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PromtoolFactAttribute : FactAttribute
{
    /// <param name="needs">What it needs of the local cluster besides, if anything.</param>
    public PromtoolFactAttribute(string? needs = null) =>
        Skip = Promtool.Path is null ? "promtool is not on the path" : needs is null ? null : Needs.Unmet(needs);
}
