using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Admission.Pods;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Admission.Workloads;

internal sealed class ReplicaSetRules : KindRules
{
    private static readonly ReplicaCounts Counts = new(
        ["replicas", "fullyLabeledReplicas", "readyReplicas", "availableReplicas", "observedGeneration"],
        ["fullyLabeledReplicas", "readyReplicas", "availableReplicas"],
        Ready: "readyReplicas");

    public override bool HasGeneration => true;

    public override void Default(JsonObject obj)
    {
        var spec = obj.ObjectOrNew("spec");
        spec.SetDefault("replicas", 1);
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
            .. Checks.NonNegative(spec["minReadySeconds"], "spec.minReadySeconds"),
            .. TemplateValidation.Selector(spec, "replicaset"),
            .. TemplateValidation.Template(spec, []),
            .. TemplateValidation.AlwaysRestarts(spec, "ReplicaSet"),
        ];
    }

    public override IEnumerable<string> Warnings(JsonObject obj, JsonObject? old) => TemplateWarnings.Of(obj, old, namesPods: true);

    public override IEnumerable<FieldError> ValidateUpdate(JsonObject obj, JsonObject old, RuleContext context) =>
        Checks.Immutable(obj.At("spec", "selector"), old.At("spec", "selector"), "spec.selector");
}
