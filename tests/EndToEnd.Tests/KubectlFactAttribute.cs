namespace EndToEnd.Tests;

/// <summary>A fact that needs <c>kubectl</c> on the path; where there is none, the runner shows it as skipped, with this reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KubectlFactAttribute : FactAttribute
{
    public KubectlFactAttribute()
    {
        if (Kubectl.Path is null) Skip = "kubectl is not on the path";
    }
}
