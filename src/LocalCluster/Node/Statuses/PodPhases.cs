using Kubernetes.Models.Core;
using LocalCluster.Node.Containers;
using LocalCluster.Node.Pods;

namespace LocalCluster.Node.Statuses;

/// <summary>A pod's phase from its containers: the kubelet's rule (pkg/kubelet/kubelet_pods.go, getPhase).</summary>
internal static class PodPhases
{
    public const string Pending = "Pending";
    public const string Running = "Running";
    public const string Succeeded = "Succeeded";
    public const string Failed = "Failed";

    public static bool IsTerminal(string? phase) => phase is Succeeded or Failed;

    public static string Of(PodSpec spec, PodSnapshot snapshot)
    {
        if (snapshot.Deadline is not null) return Failed;

        var init = PodContainers.Initial(spec).Select(container => snapshot.Containers[container.Name]).ToList();
        var sidecars = PodContainers.Sidecars(spec).Select(container => snapshot.Containers[container.Name]).ToList();
        var main = PodContainers.Regular(spec).Select(container => snapshot.Containers[container.Name]).ToList();
        if (init.Exists(record => !record.HasSucceeded) || sidecars.Exists(record => !record.Started && record.State is RunState.Waiting))
            return HasFailedForGood(spec, snapshot, init) ? Failed : Pending;

        var waiting = main.Count(record => record is { State: RunState.Waiting, LastState: null });
        var running = main.Count(record => record.State is RunState.Running);
        var succeeded = main.TrueForAll(record => record.HasSucceeded);
        if (snapshot.IsStopped && running == 0) return succeeded ? Succeeded : Failed;
        if (waiting > 0) return Pending;
        if (running > 0 || spec.RestartPolicy is null or RestartPolicies.Always) return Running;
        if (succeeded) return Succeeded;
        return spec.RestartPolicy == RestartPolicies.Never ? Failed : Running;
    }

    private static bool HasFailedForGood(PodSpec spec, PodSnapshot snapshot, List<ContainerRecord> init) =>
        snapshot.IsStopped
        || (spec.RestartPolicy == RestartPolicies.Never && init.Exists(record => record.State is RunState.Terminated { ExitCode: not 0 }));
}
