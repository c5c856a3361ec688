using System.Text.Json;
using System.Text.Json.Nodes;
using Kubernetes.Models;
using Kubernetes.Models.Core;
using LocalCluster.Node.Containers;

namespace LocalCluster.Node.Statuses;

/// <summary>One entry of `containerStatuses`, shaped as a kubelet 1.36 writes it.</summary>
internal static class ContainerStatuses
{
    public static JsonObject Of(Container container, ContainerRecord record)
    {
        var status = new JsonObject
        {
            ["name"] = record.Name,
            ["state"] = State(record.State),
            ["lastState"] = record.LastState is { } last ? State(last) : new JsonObject(),
            ["ready"] = record.Ready,
            ["restartCount"] = record.RestartCount,
            ["image"] = record.Image,
            ["imageID"] = record.ContainerId is null ? "" : record.ImageId ?? "",
        };
        if (record.ContainerId is { } id) status["containerID"] = id;
        status["started"] = record.Started && record.State is RunState.Running;
        AddResources(status, container.Resources, hasRun: record.ContainerId is not null);
        if (container.VolumeMounts is { Count: > 0 } mounts) status["volumeMounts"] = new JsonArray([.. mounts.Select(Mount)]);
        return status;
    }

    /// <summary>An init container is ready when it has succeeded.</summary>
    public static JsonObject OfInit(Container container, ContainerRecord record)
    {
        var status = Of(container, record);
        status["ready"] = record.HasSucceeded;
        return status;
    }

    private static JsonObject State(RunState state) => state switch
    {
        RunState.Waiting waiting => new JsonObject { ["waiting"] = Waiting(waiting) },
        RunState.Running running => new JsonObject { ["running"] = new JsonObject { ["startedAt"] = WireTime.Format(running.StartedAt) } },
        RunState.Terminated terminated => new JsonObject { ["terminated"] = Terminated(terminated) },
        _ => throw new ArgumentException($"unknown state {state}", nameof(state)),
    };

    private static JsonObject Waiting(RunState.Waiting waiting)
    {
        var json = new JsonObject { ["reason"] = waiting.Reason };
        if (waiting.Message is not null) json["message"] = waiting.Message;
        return json;
    }

    private static JsonObject Terminated(RunState.Terminated terminated)
    {
        var json = new JsonObject { ["exitCode"] = terminated.ExitCode, ["reason"] = terminated.Reason };
        if (terminated.Message is { Length: > 0 } message) json["message"] = message;
        json["startedAt"] = WireTime.Format(terminated.StartedAt);
        json["finishedAt"] = WireTime.Format(terminated.FinishedAt);
        if (terminated.ContainerId is not null) json["containerID"] = terminated.ContainerId;
        return json;
    }

    private static void AddResources(JsonObject status, ResourceRequirements? resources, bool hasRun)
    {
        if (resources?.Requests is { Count: > 0 } requests)
            status["allocatedResources"] = new JsonObject(requests.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value.ToString())));
        if (!hasRun) return;

        status["resources"] = resources is null
            ? new JsonObject()
            : JsonSerializer.SerializeToNode(resources with { Claims = null }, KubernetesJson.Default.ResourceRequirements);
    }

    private static JsonNode Mount(VolumeMount mount)
    {
        var json = new JsonObject { ["name"] = mount.Name, ["mountPath"] = mount.MountPath };
        if (mount.ReadOnly == true)
        {
            json["readOnly"] = true;
            json["recursiveReadOnly"] = "Disabled";
        }

        return json;
    }
}
