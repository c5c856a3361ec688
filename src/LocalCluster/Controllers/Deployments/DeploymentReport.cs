using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kubernetes.Models;
using Kubernetes.Models.Apps;

namespace LocalCluster.Controllers.Deployments;

/// <summary>The status of a deployment, from its ReplicaSets. Pure.</summary>
internal static class DeploymentReport
{
    public static JsonObject Of(Deployment deployment, ReplicaSet? current, IReadOnlyList<ReplicaSet> sets, DateTimeOffset now)
    {
        var wanted = deployment.Spec?.Replicas ?? 1;
        var (replicas, available) = (sets.Sum(set => set.Status?.Replicas ?? 0), sets.Sum(set => set.Status?.AvailableReplicas ?? 0));
        var updated = current?.Status?.Replicas ?? 0;
        var status = new JsonObject
        {
            ["observedGeneration"] = deployment.Metadata.Generation,
            ["replicas"] = NullIfZero(replicas),
            ["updatedReplicas"] = NullIfZero(updated),
            ["readyReplicas"] = NullIfZero(sets.Sum(set => set.Status?.ReadyReplicas ?? 0)),
            ["availableReplicas"] = NullIfZero(available),
            ["unavailableReplicas"] = NullIfZero(Math.Max(0, sets.Sum(set => set.Spec?.Replicas ?? 0) - available)),
            ["terminatingReplicas"] = sets.Sum(set => set.Status?.TerminatingReplicas ?? 0),
        };
        var floor = wanted - (deployment.Spec?.Strategy?.RollingUpdate?.MaxUnavailable?.Scale(wanted, roundUp: false) ?? 0);
        var progress = DeploymentProgress.Of(deployment, current, status, now);
        status["conditions"] = new JsonArray(
            Condition(deployment, "Available", available >= floor ? "True" : "False", Availability(available >= floor), now),
            Condition(deployment, DeploymentProgress.Condition, progress.Status, (progress.Reason, progress.Message), now, progress.IsNews));
        return status;
    }

    public static bool IsWrittenIn(Deployment deployment, JsonObject status)
    {
        var written = deployment.Status is null ? [] : JsonSerializer.SerializeToNode(deployment.Status, KubernetesJson.Default.DeploymentStatus)!.AsObject();
        return status.All(field => JsonNode.DeepEquals(field.Value, written[field.Key]));
    }

    private static (string Reason, string Message) Availability(bool available) => available
        ? ("MinimumReplicasAvailable", "Deployment has minimum availability.")
        : ("MinimumReplicasUnavailable", "Deployment does not have minimum availability.");

    private static JsonObject Condition(Deployment deployment, string type, string status, (string Reason, string Message) why, DateTimeOffset now, bool isNews = false)
    {
        var at = Wire(now);
        var known = deployment.Status?.Conditions?.FirstOrDefault(condition => condition.Type == type);
        var isSame = !isNews && known?.Status == status && known.Reason == why.Reason && known.Message == why.Message;
        return new JsonObject
        {
            ["type"] = type,
            ["status"] = status,
            ["lastUpdateTime"] = isSame ? Wire(known!.LastUpdateTime) : at,
            ["lastTransitionTime"] = known?.Status == status ? Wire(known.LastTransitionTime) : at,
            ["reason"] = why.Reason,
            ["message"] = why.Message,
        };
    }

    private static string? Wire(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static JsonValue? NullIfZero(int count) => count == 0 ? null : JsonValue.Create(count);
}
