using System.Globalization;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;

namespace LocalCluster.ApiServer.Tables;

/// <summary>Pods: what they are doing, in the one word that tells most.</summary>
internal static class PodLayout
{
    public static TableLayout Layout { get; } = new(
        [
            StandardColumns.Name, new("Ready", "string"), new("Status", "string"), new("Restarts", "string"), StandardColumns.Age,
            new("IP", "string", Priority: 1), new("Node", "string", Priority: 1), new("Nominated Node", "string", Priority: 1), new("Readiness Gates", "string", Priority: 1),
        ],
        Cells)
    {
        Condition = Completion,
    };

    private static JsonObject? Completion(JsonObject pod) => pod.Text("status", "phase") switch
    {
        "Succeeded" => Completed("Succeeded", "The pod has completed successfully."),
        "Failed" => Completed("Failed", "The pod failed."),
        _ => null,
    };

    private static JsonObject Completed(string reason, string message) =>
        new() { ["type"] = "Completed", ["status"] = "True", ["reason"] = reason, ["message"] = message };

    private static IReadOnlyList<JsonNode?> Cells(JsonObject pod, DateTimeOffset now) =>
    [
        pod.Name(), Ready(pod), Status(pod), Restarts(pod, now), StandardColumns.AgeOf(pod, now),
        pod.Text("status", "podIP") ?? "<none>", pod.Text("spec", "nodeName") ?? "<none>", pod.Text("status", "nominatedNodeName") ?? "<none>", Gates(pod),
    ];

    private static string Ready(JsonObject pod)
    {
        var sidecars = Sidecars(pod);
        var statuses = pod.Items("status", "initContainerStatuses").Where(status => sidecars.Contains(status.Text("name")) && status.Flag("started") == true);
        if (IsInitialized(pod)) statuses = statuses.Concat(pod.Items("status", "containerStatuses").Where(status => status.Object("state", "running") is not null));
        return string.Create(CultureInfo.InvariantCulture, $"{statuses.Count(status => status.Flag("ready") == true)}/{pod.Items("spec", "containers").Count() + sidecars.Count}");
    }

    /// <summary>While the pod starts those of its init containers count, afterwards those of its containers and sidecars.</summary>
    private static string Restarts(JsonObject pod, DateTimeOffset now)
    {
        var sidecars = Sidecars(pod);
        var init = pod.Items("status", "initContainerStatuses");
        var counted = (IsInitialized(pod)
            ? init.Where(status => sidecars.Contains(status.Text("name"))).Concat(pod.Items("status", "containerStatuses"))
            : init).ToList();
        var count = counted.Sum(status => status.Number("restartCount") ?? 0);
        var last = counted.Select(status => status.Text("lastState", "terminated", "finishedAt")).Where(time => time is not null).Max(StringComparer.Ordinal);
        return count > 0 && last is not null ? $"{count.ToString(CultureInfo.InvariantCulture)} ({StandardColumns.Since(last, now)} ago)" : count.ToString(CultureInfo.InvariantCulture);
    }

    private static HashSet<string?> Sidecars(JsonObject pod) =>
        [.. pod.Items("spec", "initContainers").Where(container => container.Text("restartPolicy") == "Always").Select(container => container.Text("name"))];

    private static bool IsInitialized(JsonObject pod) => Starting(pod) is null
        || pod.Items("status", "conditions").Any(condition => condition.Text("type") == "Initialized" && condition.Text("status") == "True");

    private static string Status(JsonObject pod)
    {
        var reason = pod.Text("status", "reason") ?? pod.Text("status", "phase") ?? "";
        if (pod.Items("status", "conditions").Any(condition => condition.Text("type") == "PodScheduled" && condition.Text("reason") == "SchedulingGated")) reason = "SchedulingGated";
        reason = Starting(pod) ?? reason;
        if (IsInitialized(pod)) reason = Working(pod, reason);
        if (pod.Text("metadata", "deletionTimestamp") is null) return reason;
        return pod.Text("status", "reason") == "NodeLost" ? "Unknown" : pod.Text("status", "phase") is "Succeeded" or "Failed" ? reason : "Terminating";
    }

    private static string? Starting(JsonObject pod)
    {
        var all = pod.Items("spec", "initContainers").ToList();
        var statuses = pod.Items("status", "initContainerStatuses").ToList();
        for (var i = 0; i < statuses.Count; i++)
        {
            var status = statuses[i];
            if (status.Number("state", "terminated", "exitCode") == 0 || (all[i].Text("restartPolicy") == "Always" && status.Flag("started") == true)) continue;
            if (status.Object("state", "terminated") is { } ended) return "Init:" + Ended(ended);
            return status.Text("state", "waiting", "reason") is { } why and not "PodInitializing"
                ? "Init:" + why
                : string.Create(CultureInfo.InvariantCulture, $"Init:{i}/{all.Count}");
        }

        return null;
    }

    private static string Working(JsonObject pod, string reason)
    {
        var running = false;
        foreach (var status in pod.Items("status", "containerStatuses").Reverse())
        {
            if (status.Text("state", "waiting", "reason") is { Length: > 0 } waiting) reason = waiting;
            else if (status.Object("state", "terminated") is { } ended) reason = Ended(ended);
            else if (status.Flag("ready") == true && status.Object("state", "running") is not null) running = true;
        }

        if (reason != "Completed" || !running) return reason;
        return pod.Items("status", "conditions").Any(condition => condition.Text("type") == "Ready" && condition.Text("status") == "True") ? "Running" : "NotReady";
    }

    private static string Ended(JsonObject ended) => ended switch
    {
        _ when ended.Text("reason") is { Length: > 0 } reason => reason,
        _ when ended.Number("signal") is > 0 and var signal => string.Create(CultureInfo.InvariantCulture, $"Signal:{signal}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"ExitCode:{ended.Number("exitCode") ?? 0}"),
    };

    private static string Gates(JsonObject pod)
    {
        var gates = pod.Items("spec", "readinessGates").Select(gate => gate.Text("conditionType")).ToList();
        if (gates.Count == 0) return "<none>";
        var open = gates.Count(gate => pod.Items("status", "conditions").Any(condition => condition.Text("type") == gate && condition.Text("status") == "True"));
        return string.Create(CultureInfo.InvariantCulture, $"{open}/{gates.Count}");
    }
}
