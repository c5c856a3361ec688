using System.Text.Json.Nodes;
using Kubernetes.Models.Apps;

namespace LocalCluster.Controllers.Deployments;

/// <summary>How a deployment gets on, and whether it is taking too long (progressDeadlineSeconds). Pure; upstream's syncRolloutStatus.</summary>
internal static class DeploymentProgress
{
    public const string Condition = "Progressing";

    private const string Complete = "NewReplicaSetAvailable";
    private const string TimedOut = "ProgressDeadlineExceeded";
    private const string Paused = "DeploymentPaused";

    /// <summary>The status, the reason and the words; a step forward is told anew, so that the deadline counts from it.</summary>
    public static (string Status, string Reason, string Message, bool IsNews) Of(Deployment deployment, ReplicaSet? current, JsonObject counted, DateTimeOffset now)
    {
        var known = Find(deployment);
        if (deployment.Spec?.Paused == true)
            return known?.Reason == TimedOut ? Same(known) : ("Unknown", Paused, "Deployment is paused", false);

        var name = current?.Metadata.Name;
        var begun = known switch
        {
            { Reason: Paused } => ("Unknown", "DeploymentResumed", "Deployment is resumed", false),
            { Message: { } words } when name is not null && words.Contains($"\"{name}\"", StringComparison.Ordinal) => Same(known),
            { Reason: "DeploymentResumed" } => Same(known),
            _ => ("True", "NewReplicaSetCreated", $"Created new replica set \"{name}\"", false),
        };
        if (IsComplete(deployment, counted)) return ("True", Complete, $"ReplicaSet \"{name}\" has successfully progressed.", false);
        if (begun.Item2 == Complete) return begun;
        if (HasMoved(deployment, counted)) return ("True", "ReplicaSetUpdated", $"ReplicaSet \"{name}\" is progressing.", true);
        return begun.Item2 == known?.Reason && TimeLeft(deployment, now) <= TimeSpan.Zero
            ? ("False", TimedOut, $"ReplicaSet \"{name}\" has timed out progressing.", false)
            : begun;
    }

    /// <summary>Until the deployment is taking too long; null when it is not on its way, or has been told so.</summary>
    public static TimeSpan? TimeLeft(Deployment deployment, DateTimeOffset now) =>
        Find(deployment) is { Reason: not (Complete or TimedOut or Paused), LastUpdateTime: { } since } && deployment.Spec?.ProgressDeadlineSeconds is { } seconds
            ? since.AddSeconds(seconds) - now
            : null;

    private static DeploymentCondition? Find(Deployment deployment) => deployment.Status?.Conditions?.FirstOrDefault(condition => condition.Type == Condition);

    private static (string, string, string, bool) Same(DeploymentCondition known) => (known.Status, known.Reason ?? "", known.Message ?? "", false);

    private static bool IsComplete(Deployment deployment, JsonObject counted)
    {
        var wanted = deployment.Spec?.Replicas ?? 1;
        return Count(counted, "updatedReplicas") == wanted && Count(counted, "replicas") == wanted && Count(counted, "availableReplicas") == wanted;
    }

    private static bool HasMoved(Deployment deployment, JsonObject counted)
    {
        var status = deployment.Status;
        var (updated, old) = (status?.UpdatedReplicas ?? 0, (status?.Replicas ?? 0) - (status?.UpdatedReplicas ?? 0));
        return Count(counted, "updatedReplicas") > updated
            || Count(counted, "replicas") - Count(counted, "updatedReplicas") < old
            || Count(counted, "readyReplicas") > (status?.ReadyReplicas ?? 0)
            || Count(counted, "availableReplicas") > (status?.AvailableReplicas ?? 0);
    }

    private static int Count(JsonObject counted, string field) => (int?)counted[field] ?? 0;
}
