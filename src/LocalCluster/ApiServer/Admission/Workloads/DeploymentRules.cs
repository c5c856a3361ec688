using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Admission.Pods;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Admission.Workloads;

internal sealed class DeploymentRules : KindRules
{
    private static readonly ReplicaCounts Counts = new(
        ["observedGeneration", "replicas", "updatedReplicas", "readyReplicas", "availableReplicas", "unavailableReplicas", "collisionCount"],
        ["updatedReplicas", "readyReplicas", "availableReplicas"],
        Ready: "readyReplicas");

    public override bool HasGeneration => true;

    public override void Default(JsonObject obj)
    {
        var spec = obj.ObjectOrNew("spec");
        spec.SetDefault("replicas", 1);
        spec.SetDefault("revisionHistoryLimit", 10);
        spec.SetDefault("progressDeadlineSeconds", 600);
        var strategy = spec.ObjectOrNew("strategy");
        if (strategy.Text("type") is null or "")
            strategy["type"] = "RollingUpdate";
        if (strategy.Text("type") == "RollingUpdate")
        {
            strategy.ObjectOrNew("rollingUpdate").SetDefault("maxUnavailable", "25%");
            strategy.ObjectOrNew("rollingUpdate").SetDefault("maxSurge", "25%");
        }

        PodDefaults.Apply(spec.ObjectOrNew("template").ObjectOrNew("spec"));
    }

    public override void PrepareForCreate(JsonObject obj, RuleContext context) => obj.Remove("status");

    public override IEnumerable<FieldError> ValidateStatus(JsonObject obj, JsonObject old) => Counts.Validate(obj, old);

    public override IEnumerable<FieldError> Validate(JsonObject obj, RuleContext context)
    {
        var spec = obj.Object("spec") ?? [];
        return
        [
            .. Checks.NonNegative(spec["replicas"], "spec.replicas"),
            .. TemplateValidation.Selector(spec, "deployment"),
            .. TemplateValidation.Template(spec, []),
            .. TemplateValidation.AlwaysRestarts(spec, "ReplicaSet"),
            .. Strategy(spec.Object("strategy") ?? []),
            .. Checks.NonNegative(spec["minReadySeconds"], "spec.minReadySeconds"),
            .. Checks.NonNegative(spec["revisionHistoryLimit"], "spec.revisionHistoryLimit"),
            .. Deadline(spec),
        ];
    }

    public override IEnumerable<string> Warnings(JsonObject obj, JsonObject? old) => TemplateWarnings.Of(obj, old, namesPods: true);

    public override IEnumerable<FieldError> ValidateUpdate(JsonObject obj, JsonObject old, RuleContext context) =>
        Checks.Immutable(obj.At("spec", "selector"), old.At("spec", "selector"), "spec.selector");

    private static IEnumerable<FieldError> Strategy(JsonObject strategy)
    {
        const string At = "spec.strategy";
        switch (strategy.Text("type"))
        {
            case "Recreate":
                if (strategy["rollingUpdate"] is not null)
                    yield return FieldError.Forbidden($"{At}.rollingUpdate", "may not be specified when strategy `type` is 'Recreate'");
                break;
            case "RollingUpdate":
                foreach (var error in Rolling(strategy.Object("rollingUpdate") ?? [], $"{At}.rollingUpdate"))
                    yield return error;
                break;
            default:
                yield return FieldError.NotSupported($"{At}.type", strategy.Text("type") ?? "", ["Recreate", "RollingUpdate"]);
                break;
        }
    }

    private static IEnumerable<FieldError> Rolling(JsonObject rolling, string at)
    {
        foreach (var error in Percentages.NonNegative(rolling["maxUnavailable"], $"{at}.maxUnavailable").Concat(Percentages.NonNegative(rolling["maxSurge"], $"{at}.maxSurge")))
            yield return error;
        if (Percentages.IsZero(rolling["maxUnavailable"]) && Percentages.IsZero(rolling["maxSurge"]))
            yield return FieldError.Invalid($"{at}.maxUnavailable", rolling["maxUnavailable"], "may not be 0 when `maxSurge` is 0");
        foreach (var error in Percentages.NotAboveHundred(rolling["maxUnavailable"], $"{at}.maxUnavailable"))
            yield return error;
    }

    private static IEnumerable<FieldError> Deadline(JsonObject spec)
    {
        foreach (var error in Checks.NonNegative(spec["progressDeadlineSeconds"], "spec.progressDeadlineSeconds"))
            yield return error;
        if (spec.Number("progressDeadlineSeconds") is { } deadline && deadline <= (spec.Number("minReadySeconds") ?? 0))
            yield return FieldError.Invalid("spec.progressDeadlineSeconds", deadline, "must be greater than minReadySeconds");
    }
}
