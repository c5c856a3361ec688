using System.Text.Json.Nodes;
using Kubernetes.Models.Core;
using LocalCluster.Node.Containers;
using LocalCluster.Node.Pods;

namespace LocalCluster.Node.Statuses;

/// <summary>
/// The conditions that the kubelet writes, in its order. Conditions of others are kept and come first, as the kubelet's merge
/// leaves them.
/// </summary>
internal static class PodConditions
{
    private const string True = "True";
    private const string False = "False";
    private const string PodScheduled = "PodScheduled";
    private const string Completed = "PodCompleted";

    public static JsonArray Of(Pod pod, PodSnapshot snapshot, string phase, DateTimeOffset now)
    {
        Verdict[] own =
        [
            new("PodReadyToStartContainers", snapshot.CanStartContainers ? True : False),
            Initialized(pod.Spec!, snapshot, phase),
            Ready(pod, snapshot, phase),
            ContainersReady(pod.Spec!, snapshot, phase),
            new(PodScheduled, True),
        ];

        var current = pod.Status?.Conditions ?? [];
        var others = current.Where(condition => !own.Any(verdict => verdict.Type == condition.Type)).Select(ToJson);
        var mine = own.Select(verdict => ToJson(verdict, current.FirstOrDefault(c => c.Type == verdict.Type), pod.Metadata.Generation, now));
        return [.. others, .. mine];
    }

    private static Verdict Initialized(PodSpec spec, PodSnapshot snapshot, string phase)
    {
        if (phase == PodPhases.Succeeded) return new("Initialized", True, Completed);

        var incomplete = (spec.InitContainers ?? []).Where(container => !IsInitialized(container, snapshot)).Select(container => container.Name);
        return string.Join(' ', incomplete) is { Length: > 0 } names
            ? new("Initialized", False, "ContainersNotInitialized", $"containers with incomplete status: [{names}]")
            : new("Initialized", True);
    }

    private static bool IsInitialized(Container container, PodSnapshot snapshot) =>
        snapshot.Containers[container.Name] is var record && (PodContainers.IsSidecar(container) ? record.Started : record.HasSucceeded);

    private static Verdict ContainersReady(PodSpec spec, PodSnapshot snapshot, string phase, string type = "ContainersReady")
    {
        if (phase == PodPhases.Succeeded) return new(type, False, Completed);
        if (phase == PodPhases.Failed && HasRun(spec, snapshot)) return new(type, False, "PodFailed");

        var unready = PodContainers.Sidecars(spec).Concat(PodContainers.Regular(spec)).Where(container => !snapshot.Containers[container.Name].Ready);
        return string.Join(' ', unready.Select(container => container.Name)) is { Length: > 0 } names
            ? new(type, False, "ContainersNotReady", $"containers with unready status: [{names}]")
            : new(type, True);
    }

    /// <summary>A pod that failed only because it was stopped before any of its containers ran keeps its last readiness.</summary>
    private static bool HasRun(PodSpec spec, PodSnapshot snapshot) =>
        snapshot.Deadline is not null
        || PodContainers.Regular(spec).Any(container => snapshot.Containers[container.Name].ContainerId is not null)
        || PodPhases.Of(spec, snapshot with { IsStopped = false }) == PodPhases.Failed;

    private static Verdict Ready(Pod pod, PodSnapshot snapshot, string phase)
    {
        var containers = ContainersReady(pod.Spec!, snapshot, phase, "Ready");
        if (containers.Status == False) return containers;

        var gates = (pod.Spec!.ReadinessGates ?? []).Select(gate => GateMessage(pod, gate.ConditionType)).OfType<string>();
        return string.Join(", ", gates) is { Length: > 0 } message ? new("Ready", False, "ReadinessGatesNotReady", message) : containers;
    }

    private static string? GateMessage(Pod pod, string type) =>
        (pod.Status?.Conditions ?? []).FirstOrDefault(condition => condition.Type == type) switch
        {
            null => $"corresponding condition of pod readiness gate \"{type}\" does not exist.",
            { Status: True } => null,
            { Status: var status } => $"the status of pod readiness gate \"{type}\" is not \"True\", but {status}",
        };

    private static JsonObject ToJson(Verdict verdict, PodCondition? current, long? generation, DateTimeOffset now)
    {
        var since = current?.Status == verdict.Status && current.LastTransitionTime is { } time ? time : now;
        return Write(verdict, null, since, generation);
    }

    private static JsonObject ToJson(PodCondition other) =>
        Write(new(other.Type, other.Status, other.Reason, other.Message), other.LastProbeTime, other.LastTransitionTime, other.ObservedGeneration);

    private static JsonObject Write(Verdict verdict, DateTimeOffset? probed, DateTimeOffset? since, long? generation)
    {
        var json = new JsonObject { ["type"] = verdict.Type };
        if (generation is not null) json["observedGeneration"] = generation;
        json["status"] = verdict.Status;
        json["lastProbeTime"] = WireTime.Format(probed);
        json["lastTransitionTime"] = WireTime.Format(since);
        if (verdict.Reason is not null) json["reason"] = verdict.Reason;
        if (verdict.Message is not null) json["message"] = verdict.Message;
        return json;
    }

    private readonly record struct Verdict(string Type, string Status, string? Reason = null, string? Message = null);
}
