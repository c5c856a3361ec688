using System.Text.Json.Nodes;
using Kubernetes.Models.Core;
using LocalCluster.Node.Containers;
using LocalCluster.Node.Pods;

namespace LocalCluster.Node.Statuses;

/// <summary>
/// A pod's status as the node sees it. Pure: the same pod and snapshot give the same status; <paramref name="now"/> is used only
/// where a condition changes. Fields that are not the node's are not in it.
/// </summary>
internal static class PodStatusProjection
{
    public static JsonObject Project(Pod pod, PodSnapshot snapshot, string hostAddress, DateTimeOffset now)
    {
        var spec = pod.Spec!;
        var phase = PodPhases.IsTerminal(pod.Status?.Phase) ? pod.Status!.Phase! : PodPhases.Of(spec, snapshot);
        var status = new JsonObject();
        if (pod.Metadata.Generation is { } generation) status["observedGeneration"] = generation;
        status["phase"] = phase;
        if (snapshot.Deadline is not null)
        {
            status["reason"] = PodDeadline.Reason;
            status["message"] = PodDeadline.Message;
        }

        status["conditions"] = PodConditions.Of(pod, snapshot, phase, now);
        status["hostIP"] = hostAddress;
        status["hostIPs"] = new JsonArray(new JsonObject { ["ip"] = hostAddress });
        if (snapshot.Address is { } address && ShowsAddress(pod, snapshot))
        {
            status["podIP"] = address;
            status["podIPs"] = new JsonArray(new JsonObject { ["ip"] = address });
        }

        status["startTime"] = WireTime.Format(snapshot.StartTime);
        if (spec.InitContainers is { Count: > 0 } init)
            status["initContainerStatuses"] = new JsonArray([.. init.Select(container => (JsonNode)InitStatus(container, snapshot))]);
        status["containerStatuses"] = new JsonArray([.. PodContainers.Regular(spec).Select(container => (JsonNode)ContainerStatuses.Of(container, snapshot.Containers[container.Name]))]);
        status["resources"] = new JsonObject();
        return status;
    }

    /// <summary>The kubelet learns the address together with what became of the first container.</summary>
    private static bool ShowsAddress(Pod pod, PodSnapshot snapshot) =>
        pod.Status?.PodIP is not null
        || snapshot.Containers.Values.Any(record => record.State is not RunState.Waiting { Reason: WaitingReasons.ContainerCreating or WaitingReasons.PodInitializing });

    private static JsonObject InitStatus(Container container, PodSnapshot snapshot) =>
        PodContainers.IsSidecar(container)
            ? ContainerStatuses.Of(container, snapshot.Containers[container.Name])
            : ContainerStatuses.OfInit(container, snapshot.Containers[container.Name]);
}
