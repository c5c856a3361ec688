using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Admission.Claims;
using LocalCluster.ApiServer.Admission.Pods;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Admission.Workloads;

internal sealed class StatefulSetRules : KindRules
{
    private const string Frozen =
        "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden";

    private static readonly string[] Changeable =
        ["replicas", "ordinals", "template", "updateStrategy", "revisionHistoryLimit", "persistentVolumeClaimRetentionPolicy", "minReadySeconds"];

    private static readonly ReplicaCounts Counts = new(
        ["replicas", "readyReplicas", "currentReplicas", "updatedReplicas", "availableReplicas", "observedGeneration", "collisionCount"],
        ["readyReplicas", "currentReplicas", "updatedReplicas", "availableReplicas"],
        Ready: "status.readyReplicas");

    public override bool HasGeneration => true;

    public override void Default(JsonObject obj)
    {
        var spec = obj.ObjectOrNew("spec");
        spec.SetDefault("replicas", 1);
        spec.SetDefault("revisionHistoryLimit", 10);
        if (spec.Text("podManagementPolicy") is null or "")
            spec["podManagementPolicy"] = "OrderedReady";
        Strategy(spec.ObjectOrNew("updateStrategy"));
        var retention = spec.ObjectOrNew("persistentVolumeClaimRetentionPolicy");
        retention.SetDefaultText("whenDeleted", "Retain");
        retention.SetDefaultText("whenScaled", "Retain");
        PodDefaults.Apply(spec.ObjectOrNew("template").ObjectOrNew("spec"));
        foreach (var claim in spec.Items("volumeClaimTemplates"))
            Claim(claim);
    }

    public override void PrepareForCreate(JsonObject obj, RuleContext context)
    {
        obj.Remove("status");
        DropMaxUnavailable(obj);
    }

    public override void PrepareForUpdate(JsonObject obj, JsonObject old, RuleContext context) => DropMaxUnavailable(obj);

    /// <summary>The name of the service was not always looked at: what is there already may keep it.</summary>
    public override IEnumerable<FieldError> ValidateCreate(JsonObject obj, RuleContext context) =>
        obj.Text("spec", "serviceName") is { Length: > 0 } name ? Checks.Named(name, "spec.serviceName", NameSyntax.Label) : [];

    public override IEnumerable<FieldError> ValidateStatus(JsonObject obj, JsonObject old) => Counts.Validate(obj, old);

    public override IEnumerable<FieldError> Validate(JsonObject obj, RuleContext context)
    {
        var spec = obj.Object("spec") ?? [];
        return
        [
            .. Policies(spec),
            .. Checks.NonNegative(spec["replicas"], "spec.replicas"),
            .. Checks.NonNegative(spec["minReadySeconds"], "spec.minReadySeconds"),
            .. Checks.NonNegative(spec.At("ordinals", "start"), "spec.ordinals.start"),
            .. TemplateValidation.Selector(spec, "statefulset"),
            .. TemplateValidation.Template(spec, spec.Items("volumeClaimTemplates").Select(claim => claim.Name()), refusal: ""),
            .. TemplateValidation.AlwaysRestarts(spec, "StatefulSet"),
        ];
    }

    public override IEnumerable<string> Warnings(JsonObject obj, JsonObject? old) =>
    [
        .. TemplateWarnings.Of(obj, old, namesPods: false),
        .. obj.Items("spec", "volumeClaimTemplates").Index().SelectMany(claim => ClaimRules.SpecWarnings(
            claim.Item.Object("spec"), $"spec.volumeClaimTemplates[{claim.Index}]{(old is null ? "" : ".Spec")}")),
        .. obj.Number("spec", "revisionHistoryLimit") < 0
            ? ["spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended"]
            : (string[])[],
    ];

    public override IEnumerable<FieldError> ValidateUpdate(JsonObject obj, JsonObject old, RuleContext context)
    {
        if (!JsonNode.DeepEquals(FixedPart(obj), FixedPart(old)))
            yield return FieldError.Forbidden("spec", Frozen);
    }

    /// <summary>Whoever names the type gets no rollingUpdate that they did not write.</summary>
    private static void Strategy(JsonObject strategy)
    {
        if (strategy.Text("type") is null or "")
        {
            strategy["type"] = "RollingUpdate";
            strategy.ObjectOrNew("rollingUpdate");
        }

        if (strategy.Text("type") == "RollingUpdate")
            strategy.Object("rollingUpdate")?.SetDefault("partition", 0);
    }

    /// <summary>The gate MaxUnavailableStatefulSet is off by default in 1.36, and so its field is dropped (kubernetes/kubernetes#137904).</summary>
    private static void DropMaxUnavailable(JsonObject obj) => obj.Object("spec", "updateStrategy", "rollingUpdate")?.Remove("maxUnavailable");

    private static void Claim(JsonObject claim)
    {
        claim["kind"] = "PersistentVolumeClaim";
        claim["apiVersion"] = "v1";
        claim.ObjectOrNew("spec").SetDefault("volumeMode", "Filesystem");
        claim.ObjectOrNew("status").SetDefault("phase", "Pending");
    }

    private static IEnumerable<FieldError> Policies(JsonObject spec)
    {
        if (spec.Text("podManagementPolicy") is not ("OrderedReady" or "Parallel"))
            yield return FieldError.Invalid("spec.podManagementPolicy", spec.Text("podManagementPolicy"), "must be 'OrderedReady' or 'Parallel'");
        foreach (var error in UpdateStrategy(spec.Object("updateStrategy") ?? []))
            yield return error;
        foreach (var field in new[] { "whenDeleted", "whenScaled" })
        {
            var value = spec.Text("persistentVolumeClaimRetentionPolicy", field) ?? "";
            if (value is not ("Retain" or "Delete"))
                yield return FieldError.NotSupported($"spec.persistentVolumeClaimRetentionPolicy.{field}", value, ["Retain", "Delete"]);
        }
    }

    private static IEnumerable<FieldError> UpdateStrategy(JsonObject strategy)
    {
        var rolling = strategy.Object("rollingUpdate");
        switch (strategy.Text("type"))
        {
            case "RollingUpdate":
                foreach (var error in Checks.NonNegative(rolling.At("partition"), "spec.updateStrategy.rollingUpdate.partition"))
                    yield return error;
                break;
            case "OnDelete" when rolling is not null:
                yield return FieldError.Invalid("spec.updateStrategy.rollingUpdate", new GoLiteral(Spelled(rolling)), "only allowed for updateStrategy 'RollingUpdate'");
                break;
            case "OnDelete":
                break;
            default:
                yield return FieldError.Invalid(
                    "spec.updateStrategy",
                    new GoLiteral($"{{\"Type\":{GoText.Quote(strategy.Text("type") ?? "")},\"RollingUpdate\":{(rolling is null ? "null" : Spelled(rolling))}}}"),
                    "must be 'RollingUpdate' or 'OnDelete'");
                break;
        }
    }

    private static string Spelled(JsonObject rolling) =>
        $"{{\"Partition\":{rolling.Number("partition") ?? 0},\"MaxUnavailable\":null}}";

    private static JsonObject FixedPart(JsonObject obj)
    {
        var spec = obj.Object("spec")!.DeepClone().AsObject();
        foreach (var field in Changeable)
            spec.Remove(field);
        foreach (var claim in spec.Items("volumeClaimTemplates"))
            claim.Remove("status");
        return spec;
    }
}
