using System.Globalization;
using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Models.Meta;
using Kubernetes.Models.Policy;
using Kubernetes.Runtime.Controllers;
using LocalCluster.Controllers.Caching;
using LocalCluster.Controllers.Selection;

namespace LocalCluster.Controllers.PodDisruptionBudgets;

/// <summary>Keeps the status of a disruption budget, by which the eviction of pods is allowed or refused.</summary>
internal sealed class BudgetReconciler(KubeClient client, ClusterStores stores, TimeProvider time) : IReconciler
{
    private const string ConditionType = "DisruptionAllowed";

    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (stores.Budgets.Find(key) is not { } budget) return Outcome.AwaitChange;

        var pods = stores.Pods.In(key.Namespace).Where(pod => budget.Spec?.Selector.Matches(pod.Metadata) == true).ToList();
        var count = BudgetRules.Count(budget, pods, stores.Sets.In(key.Namespace));
        if (!IsReported(budget, count)) await ReportAsync(budget, count, cancellationToken);
        return Outcome.AwaitChange;
    }

    private static bool IsReported(PodDisruptionBudget budget, BudgetCount count) =>
        budget.Status is { } status
        && status.ObservedGeneration == budget.Metadata.Generation
        && new BudgetCount(status.ExpectedPods ?? 0, status.DesiredHealthy ?? 0, status.CurrentHealthy ?? 0, status.DisruptionsAllowed ?? 0) == count;

    private async Task ReportAsync(PodDisruptionBudget budget, BudgetCount count, CancellationToken cancellationToken)
    {
        var allowed = count.Allowed > 0 ? "True" : "False";
        var before = budget.Status?.Conditions?.FirstOrDefault(condition => condition.Type == ConditionType && condition.Status == allowed);
        var since = before?.LastTransitionTime ?? time.GetUtcNow();
        var status = new JsonObject
        {
            ["observedGeneration"] = budget.Metadata.Generation,
            ["disruptionsAllowed"] = count.Allowed,
            ["currentHealthy"] = count.Healthy,
            ["desiredHealthy"] = count.Desired,
            ["expectedPods"] = count.Expected,
            ["conditions"] = new JsonArray(new JsonObject
            {
                ["type"] = ConditionType,
                ["status"] = allowed,
                ["observedGeneration"] = budget.Metadata.Generation,
                ["lastTransitionTime"] = since.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                ["reason"] = count.Allowed > 0 ? "SufficientPods" : "InsufficientPods",
                ["message"] = "",
            }),
        };
        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject { ["resourceVersion"] = budget.Metadata.ResourceVersion },
            ["status"] = status,
        };
        var options = new WriteOptions { Subresource = "status" };
        await client.PatchAsync<PodDisruptionBudget>(ObjectKey.Of(budget), Patch.Merge(patch), options, cancellationToken);
    }
}
