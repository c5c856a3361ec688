namespace Kubernetes.Client;

/// <summary>What happens to an object's dependents when it is deleted.</summary>
public static class PropagationPolicy
{
    /// <summary>The object goes at once, its dependents after it.</summary>
    public const string Background = "Background";

    /// <summary>The dependents go first; the object stays visible until then.</summary>
    public const string Foreground = "Foreground";

    /// <summary>The dependents stay and lose their owner reference.</summary>
    public const string Orphan = "Orphan";
}
