using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Admission.Workloads;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Admission.Objects;

/// <summary>PodDisruptionBudgets.</summary>
internal sealed class BudgetRules : KindRules
{
    public override bool AllowsUnconditionalUpdate => false;

    public override bool HasGeneration => true;

    public override void PrepareForCreate(JsonObject obj, RuleContext context) => obj.Remove("status");

    public override IEnumerable<FieldError> Validate(JsonObject obj, RuleContext context)
    {
        var spec = obj.Object("spec") ?? [];
        if (spec["minAvailable"] is not null && spec["maxUnavailable"] is not null)
            yield return FieldError.Invalid("spec", new GoLiteral(Spelled(spec)), "minAvailable and maxUnavailable cannot be both set");
        foreach (var field in new[] { "minAvailable", "maxUnavailable" })
        {
            foreach (var error in Percentages.NonNegative(spec[field], $"spec.{field}").Concat(Percentages.NotAboveHundred(spec[field], $"spec.{field}")))
                yield return error;
        }

        foreach (var error in spec.Object("selector") is { } selector ? Checks.Selector(selector, "spec.selector") : [])
            yield return error;
        if (spec.Text("unhealthyPodEvictionPolicy") is { } policy and not ("AlwaysAllow" or "IfHealthyBudget"))
            yield return FieldError.NotSupported("spec.unhealthyPodEvictionPolicy", policy, ["AlwaysAllow", "IfHealthyBudget"]);
    }

    /// <summary>The fields of policy.PodDisruptionBudgetSpec, in their order.</summary>
    private static string Spelled(JsonObject spec) =>
        $"{{\"MinAvailable\":{GoText.Json(spec["minAvailable"])},\"Selector\":{GoText.Json(spec["selector"])},"
        + $"\"MaxUnavailable\":{GoText.Json(spec["maxUnavailable"])},\"UnhealthyPodEvictionPolicy\":{GoText.Json(spec["unhealthyPodEvictionPolicy"])}}}";
}
