using LocalCluster.Node.Containers;

namespace LocalCluster.Node.Endpoint;

/// <summary>Which start of a container a request for its log means: the kubelet's rule (pkg/kubelet/kubelet_pods.go, validateContainerLogStatus).</summary>
internal static class LogChoice
{
    /// <param name="record">The container.</param>
    /// <param name="latest">The number of its latest start.</param>
    /// <param name="pod">Its pod's name, for the message.</param>
    /// <param name="previous">Whether the one before the running one is asked for.</param>
    /// <exception cref="RouteProblem">There is no such start (yet).</exception>
    public static int Attempt(ContainerRecord record, int latest, string pod, bool previous)
    {
        var lastHasEnded = record is { State: RunState.Waiting, LastState: not null };
        if (previous)
        {
            var before = lastHasEnded ? latest : latest - 1;
            return before >= 0 && record.LastState is not null
                ? before
                : throw Refuse($"previous terminated container \"{record.Name}\" in pod \"{pod}\" not found");
        }

        if (record.State is RunState.Waiting waiting && !lastHasEnded) throw Refuse($"container \"{record.Name}\" in pod \"{pod}\" is waiting to start: {Why(waiting)}");
        return latest >= 0 ? latest : throw Refuse($"container \"{record.Name}\" in pod \"{pod}\" has never been started");
    }

    /// <summary>
    /// A kubelet keeps one container that has ended: when the latest has, the log of the one before is gone, and the runtime says so in its place.
    /// </summary>
    public static string? Lost(ContainerRecord record, bool previous) => previous && record is { State: RunState.Terminated, LastState.ContainerId: { } id }
        ? $"unable to retrieve container logs for {id}"
        : null;

    private static string Why(RunState.Waiting waiting) => waiting.Reason switch
    {
        WaitingReasons.ImagePull => "image can't be pulled",
        WaitingReasons.ImagePullBackOff => "trying and failing to pull image",
        var reason => reason,
    };

    private static RouteProblem Refuse(string message) => new(StatusCodes.Status400BadRequest, message);
}
