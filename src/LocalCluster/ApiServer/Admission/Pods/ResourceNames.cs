namespace LocalCluster.ApiServer.Admission.Pods;

/// <summary>The names of what a container asks for: Kubernetes' own, or extended ones with a domain in front.</summary>
internal static class ResourceNames
{
    private const string Native = "kubernetes.io/";
    private const string HugePages = "hugepages-";
    private static readonly string[] OfContainers = ["cpu", "memory", "ephemeral-storage"];

    private static readonly string[] Standard =
    [
        .. OfContainers, "requests.cpu", "requests.memory", "requests.ephemeral-storage", "limits.cpu", "limits.memory", "limits.ephemeral-storage",
        "pods", "resourcequotas", "services", "replicationcontrollers", "secrets", "configmaps", "persistentvolumeclaims", "storage", "requests.storage",
        "services.nodeports", "services.loadbalancers",
    ];

    public static IEnumerable<string> OfContainer(string name)
    {
        var wrong = NameSyntax.QualifiedName(name);
        var isPlain = !name.Contains('/', StringComparison.Ordinal);
        foreach (var one in wrong)
            yield return one;
        if (isPlain && wrong.Count == 0 && !Standard.Contains(name) && !IsHugePages(name))
            yield return "must be a standard resource type or fully qualified";
        if (isPlain && !OfContainers.Contains(name) && !IsHugePages(name))
            yield return "must be a standard resource for containers";
        else if (!isPlain && !name.Contains(Native, StringComparison.Ordinal) && !IsExtended(name))
            yield return "doesn't follow extended resource name standard";
    }

    public static bool IsExtended(string name) =>
        name.Contains('/', StringComparison.Ordinal) && !name.Contains(Native, StringComparison.Ordinal)
        && !name.StartsWith("requests.", StringComparison.Ordinal) && NameSyntax.QualifiedName($"requests.{name}").Count == 0;

    public static bool CanBeOvercommitted(string name) => !IsExtended(name) && !IsHugePages(name);

    private static bool IsHugePages(string name) => name.StartsWith(HugePages, StringComparison.Ordinal);
}
