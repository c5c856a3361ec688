using System.Collections.Immutable;
using Kubernetes.Models.Core;
using LocalCluster.Node.Containers;

namespace LocalCluster.Node.Pods;

/// <summary>The first and the last snapshot of a pod's life on the node.</summary>
internal static class PodRecovery
{
    /// <summary>
    /// Every container waits. One that has run before, in another life of the node, goes on counting its restarts: its process
    /// did not outlive that node.
    /// </summary>
    public static PodSnapshot Begin(Pod pod, DateTimeOffset now) => new()
    {
        StartTime = pod.Status?.StartTime ?? now,
        Containers = PodContainers.All(pod.Spec!).ToImmutableDictionary(container => container.Name, container => Begin(container, pod)),
    };

    /// <summary>Nothing runs any more, and nothing will. What still waited for the end of the init containers goes on waiting.</summary>
    public static PodSnapshot Finish(PodSnapshot snapshot) => snapshot with
    {
        IsStopped = true,
        CanStartContainers = false,
        Containers = snapshot.Containers.ToImmutableDictionary(
            pair => pair.Key,
            pair => pair.Value.State is RunState.Waiting { Reason: WaitingReasons.PodInitializing } ? pair.Value : Finish(pair.Value)),
    };

    private static ContainerRecord Begin(Container container, Pod pod)
    {
        var fresh = new ContainerRecord { Name = container.Name, Image = container.Image ?? "", State = FirstState(container, pod.Spec!) };
        var known = (pod.Status?.ContainerStatuses ?? []).Concat(pod.Status?.InitContainerStatuses ?? []).FirstOrDefault(status => status.Name == container.Name);
        if (known?.ContainerID is not { Length: > 0 } id) return fresh;

        return fresh with
        {
            RestartCount = known.RestartCount,
            ContainerId = id,
            ImageId = known.ImageID,
            LastState = known.State?.Terminated is { } ended
                ? new RunState.Terminated
                {
                    ExitCode = ended.ExitCode,
                    Reason = ended.Reason ?? "Error",
                    Message = ended.Message,
                    StartedAt = ended.StartedAt,
                    FinishedAt = ended.FinishedAt,
                    ContainerId = ended.ContainerID,
                }
                : Unknown("The container could not be located when the pod was deleted.  The container used to be Running"),
        };
    }

    private static RunState.Waiting FirstState(Container container, PodSpec spec) => new(
        spec.InitContainers is { Count: > 0 } init && init[0].Name != container.Name
            ? WaitingReasons.PodInitializing
            : WaitingReasons.ContainerCreating);

    private static ContainerRecord Finish(ContainerRecord record) => record.State is RunState.Terminated
        ? record
        : record with
        {
            State = record.LastState ?? Unknown("The container could not be located when the pod was terminated"),
            Started = false,
            PassesReadiness = false,
        };

    private static RunState.Terminated Unknown(string message) => new() { ExitCode = 137, Reason = "ContainerStatusUnknown", Message = message };
}
