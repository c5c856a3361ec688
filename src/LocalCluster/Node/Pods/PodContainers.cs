using Kubernetes.Models.Core;

namespace LocalCluster.Node.Pods;

/// <summary>The three sorts of containers in a pod.</summary>
internal static class PodContainers
{
    public static IReadOnlyList<Container> Regular(PodSpec spec) => spec.Containers ?? [];

    /// <summary>Init containers that have to end before the next one starts.</summary>
    public static IEnumerable<Container> Initial(PodSpec spec) => (spec.InitContainers ?? []).Where(container => !IsSidecar(container));

    /// <summary>Init containers that stay (KEP-753): they have to have started before the next one does.</summary>
    public static IEnumerable<Container> Sidecars(PodSpec spec) => (spec.InitContainers ?? []).Where(IsSidecar);

    public static IEnumerable<Container> All(PodSpec spec) => [.. spec.InitContainers ?? [], .. spec.Containers ?? []];

    public static bool IsSidecar(Container container) => container.RestartPolicy == RestartPolicies.Always;
}
