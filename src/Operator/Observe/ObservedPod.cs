using Kubernetes.Models.Core;
using Operator.Api;

namespace Operator.Observe;

/// <summary>What the stages need to know about one pod.</summary>
internal sealed record ObservedPod
{
    public required string Name { get; init; }

    public required string Uid { get; init; }

    public required int Ordinal { get; init; }

    public string Colour { get; init; } = Api.Colour.Blue;

    /// <summary>The revision of the set's template that the pod was made from.</summary>
    public string? Revision { get; init; }

    /// <summary>The UID of the set that controls the pod; null for one that has lost its set.</summary>
    public string? SetUid { get; init; }

    public bool IsReady { get; init; }

    public bool IsTerminating { get; init; }

    public bool IsScheduled { get; init; }

    public string? Phase { get; init; }

    public string? Address { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Since when the pod is ready, or since when it is not.</summary>
    public DateTimeOffset? ReadySince { get; init; }

    /// <summary>How often its containers were started again.</summary>
    public int Restarts { get; init; }

    /// <summary>Why a container does not run, in Kubernetes' word, such as <c>ImagePullBackOff</c>; null when all run.</summary>
    public string? WaitingReason { get; init; }

    /// <summary>The node's or the scheduler's own sentence about it.</summary>
    public string? WaitingMessage { get; init; }

    /// <summary>The pod as the colour's set names it, or null for a pod that is none of that set's.</summary>
    public static ObservedPod? From(Pod pod, string app, string colour)
    {
        if (Names.Ordinal(pod.Metadata.Name ?? "", Names.StatefulSet(app, colour)) is not { } ordinal) return null;
        var ready = Condition(pod, "Ready");
        var waiting = Waiting(pod);
        var unscheduled = Condition(pod, "PodScheduled") is { Status: "False" } scheduled ? scheduled : null;
        return new ObservedPod
        {
            Name = pod.Metadata.Name ?? "",
            Uid = pod.Metadata.Uid ?? "",
            Ordinal = ordinal,
            Colour = colour,
            Revision = pod.Metadata.Labels?.GetValueOrDefault(Labels.Revision),
            SetUid = Ownership.Controller(pod)?.Uid,
            IsReady = ready is { Status: "True" },
            IsTerminating = pod.Metadata.DeletionTimestamp is not null,
            IsScheduled = unscheduled is null,
            Phase = pod.Status?.Phase,
            Address = pod.Status?.PodIP,
            CreatedAt = pod.Metadata.CreationTimestamp,
            ReadySince = ready?.LastTransitionTime,
            Restarts = pod.Status?.ContainerStatuses?.Sum(container => container.RestartCount) ?? 0,
            WaitingReason = waiting?.Reason ?? unscheduled?.Reason,
            WaitingMessage = waiting?.Message ?? unscheduled?.Message,
        };
    }

    private static PodCondition? Condition(Pod pod, string type) =>
        pod.Status?.Conditions?.FirstOrDefault(condition => condition.Type == type);

    /// <summary>The container that is in trouble, if one is; otherwise one that merely has not started yet.</summary>
    private static ContainerStateWaiting? Waiting(Pod pod) =>
        (pod.Status?.InitContainerStatuses ?? []).Concat(pod.Status?.ContainerStatuses ?? [])
            .Select(container => container.State?.Waiting)
            .OfType<ContainerStateWaiting>()
            .OrderBy(waiting => waiting.Reason is null or "ContainerCreating" or "PodInitializing")
            .FirstOrDefault();
}
