namespace EndToEnd.Tests.Install;

/// <summary>A fact that needs <c>promtool</c> on the path (Debian: prometheus); where there is none, the runner shows it as skipped, with this reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PromtoolFactAttribute : FactAttribute
{
    public PromtoolFactAttribute()
    {
        if (Promtool.Path is null) Skip = "promtool is not on the path";
    }
}
