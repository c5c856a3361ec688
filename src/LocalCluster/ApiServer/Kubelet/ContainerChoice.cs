using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Objects;

namespace LocalCluster.ApiServer.Kubelet;

/// <summary>Which container of a pod a request means: the one it names, or the only one.</summary>
internal static class ContainerChoice
{
    /// <exception cref="StatusException">400: the pod has no such container, or several and none is named.</exception>
    public static string Of(JsonObject pod, string? named)
    {
        var containers = Names(pod, "containers").ToList();
        var starting = Names(pod, "initContainers").ToList();
        if (named is { Length: > 0 })
        {
            return containers.Contains(named) || starting.Contains(named)
                ? named
                : throw Failures.BadRequest($"container {named} is not valid for pod {pod.Name()}");
        }

        if (containers.Count == 1) return containers[0];
        var others = starting.Count > 0 ? $" or one of the init containers: [{string.Join(' ', starting)}]" : "";
        throw Failures.BadRequest($"a container name must be specified for pod {pod.Name()}, choose one of: [{string.Join(' ', containers)}]{others}");
    }

    private static IEnumerable<string> Names(JsonObject pod, string list) => pod.Items("spec", list).Select(container => container.Text("name")!);
}
