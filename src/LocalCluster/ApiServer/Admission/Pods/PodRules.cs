using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;
using LocalCluster.ApiServer.Writes;

namespace LocalCluster.ApiServer.Admission.Pods;

internal sealed class PodRules : KindRules
{
    private const long DefaultGrace = 30;

    public override bool HasGeneration => true;

    public override bool ReturnsDeletedObject => true;

    public override bool StampsLastState => true;

    public override void Default(JsonObject obj)
    {
        var spec = obj.ObjectOrNew("spec");
        PodDefaults.Apply(spec);
        spec.SetDefault("enableServiceLinks", true);
        foreach (var list in new[] { "initContainers", "containers" })
        {
            foreach (var container in spec.Items(list))
                RequestsFromLimits(container);
        }
    }

    public override void PrepareForCreate(JsonObject obj, RuleContext context)
    {
        PodAdmission.Admit(obj, context);
        var status = new JsonObject { ["phase"] = "Pending", ["qosClass"] = QualityOfService.Of(obj) };
        if (obj.Items("spec", "schedulingGates").Any())
            status["conditions"] = new JsonArray(Gated());
        obj["status"] = status;
    }

    public override IEnumerable<FieldError> Validate(JsonObject obj, RuleContext context)
    {
        var spec = obj.Object("spec") ?? [];
        return [.. PodSpecValidation.Validate(spec, "spec", VolumeValidation.Names(spec)), .. ContainerValidation.OfPodsOnly(spec, "spec")];
    }

    /// <summary>Whoever changes a pod is seldom a human.</summary>
    public override IEnumerable<string> Warnings(JsonObject obj, JsonObject? old) =>
        old is null ? [.. PodWarnings.OfName(obj.Name(), "the Pod's hostname"), .. PodWarnings.Of(obj, "")] : [];

    public override IEnumerable<FieldError> ValidateUpdate(JsonObject obj, JsonObject old, RuleContext context) => PodUpdates.Validate(obj, old);

    /// <summary>A pod that never got to a node, or that is finished, needs no time to end.</summary>
    public override long DeletionGrace(JsonObject obj, DeleteOptions options)
    {
        if (obj.Text("spec", "nodeName") is null or "" || obj.Text("status", "phase") is "Failed" or "Succeeded")
            return 0;
        return Math.Max(0, options.GracePeriodSeconds ?? obj.Number("spec", "terminationGracePeriodSeconds") ?? DefaultGrace);
    }

    private static JsonObject Gated() => new()
    {
        ["type"] = "PodScheduled",
        ["status"] = "False",
        ["lastProbeTime"] = null,
        ["lastTransitionTime"] = null,
        ["reason"] = "SchedulingGated",
        ["message"] = "Scheduling is blocked due to non-empty scheduling gates",
    };

    /// <summary>What is limited but not requested is requested up to the limit.</summary>
    private static void RequestsFromLimits(JsonObject container)
    {
        if (container.Object("resources", "limits") is not { } limits)
            return;
        var requests = container.Object("resources")!.ObjectOrNew("requests");
        foreach (var (name, value) in limits)
            requests.SetDefault(name, value!.DeepClone());
    }
}
