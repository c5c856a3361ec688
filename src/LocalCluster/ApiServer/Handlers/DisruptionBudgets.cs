using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Selectors;

namespace LocalCluster.ApiServer.Handlers;

/// <summary>
/// Whether budgets allow one more disruption. What a disruption controller would keep in the budgets' status is counted here, from the pods,
/// when it is needed.
/// </summary>
internal static class DisruptionBudgets
{
    private const string StorageKey = "poddisruptionbudgets.policy";
    private const int TryAgainSeconds = 10;

    /// <exception cref="StatusException">429 when a budget is spent, 500 when several budgets claim the pod.</exception>
    public static void Spend(ApiState state, JsonObject pod, bool dryRun)
    {
        _ = dryRun;
        var budgets = state.Store.Read(StorageKey).List(pod.Namespace()).Select(StoredForm.Read)
            .Where(budget => LabelSelector.FromObject(budget.Object("spec", "selector"))?.Matches(pod.Labels()) == true).ToList();
        if (budgets.Count > 1)
            throw Failures.Internal("This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.");
        if (budgets.Count == 1)
            Check(state, budgets[0], pod);
    }

    private static void Check(ApiState state, JsonObject budget, JsonObject pod)
    {
        var selector = LabelSelector.FromObject(budget.Object("spec", "selector"))!;
        var pods = state.Store.Read("pods").List(budget.Namespace()).Select(StoredForm.Read).Where(one => selector.Matches(one.Labels())).ToList();
        var healthy = pods.Count(one => IsReady(one) && !one.IsTerminating());
        var needed = Needed(budget, pods.Count);
        if (healthy - 1 >= needed || (!IsReady(pod) && TakesUnhealthy(budget, healthy, needed)))
            return;
        var refused = Failures.TooManyRequests("Cannot evict pod as it would violate the pod's disruption budget.", TryAgainSeconds);
        refused.Body["details"] = new JsonObject
        {
            ["causes"] = new JsonArray(new JsonObject
            {
                ["reason"] = "DisruptionBudget",
                ["message"] = $"The disruption budget {budget.Name()} needs {needed} healthy pods and has {healthy} currently",
            }),
        };
        throw new StatusException(429, refused.Body);
    }

    /// <summary>A pod that is not ready is nobody's loss, but while too few are healthy it may still become one of them.</summary>
    private static bool TakesUnhealthy(JsonObject budget, int healthy, long needed) =>
        budget.Text("spec", "unhealthyPodEvictionPolicy") == "AlwaysAllow" || (healthy >= needed && needed > 0);

    private static long Needed(JsonObject budget, int expected)
    {
        if (budget.At("spec", "minAvailable") is { } minimum)
            return Count(minimum, expected);
        return budget.At("spec", "maxUnavailable") is { } most ? Math.Max(0, expected - Count(most, expected)) : Math.Max(0, expected - 1);
    }

    private static long Count(JsonNode number, int of)
    {
        if (number.GetValueKind() == JsonValueKind.Number)
            return number.Number() ?? 0;
        return int.TryParse(number.Text()?.TrimEnd('%'), CultureInfo.InvariantCulture, out var percent) ? (long)Math.Ceiling(percent * of / 100.0) : 0;
    }

    private static bool IsReady(JsonObject pod) =>
        pod.Items("status", "conditions").Any(condition => condition.Text("type") == "Ready" && condition.Text("status") == "True");
}
