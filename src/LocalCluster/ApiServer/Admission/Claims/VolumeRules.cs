using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;
using LocalCluster.ApiServer.Typed;

namespace LocalCluster.ApiServer.Admission.Claims;

internal sealed class VolumeRules : KindRules
{
    private const string Protection = "kubernetes.io/pv-protection";
    private static readonly string[] NotSources =
    [
        "accessModes", "capacity", "claimRef", "mountOptions", "nodeAffinity", "persistentVolumeReclaimPolicy", "storageClassName",
        "volumeAttributesClassName", "volumeMode",
    ];

    public override bool ReturnsDeletedObject => true;

    public override void Default(JsonObject obj)
    {
        var spec = obj.ObjectOrNew("spec");
        spec.SetDefault("volumeMode", "Filesystem");
        if (spec.Text("persistentVolumeReclaimPolicy") is null or "")
            spec["persistentVolumeReclaimPolicy"] = "Retain";
        spec.Object("hostPath")?.SetDefault("type", "");
        obj.ObjectOrNew("status").SetDefault("phase", "Pending");
    }

    public override void PrepareForCreate(JsonObject obj, RuleContext context)
    {
        obj["status"] = new JsonObject { ["phase"] = "Pending" };
        if (obj.Finalizers().Contains(Protection))
            return;
        if (obj.Metadata()["finalizers"] is not JsonArray finalizers)
            obj.Metadata()["finalizers"] = finalizers = [];
        finalizers.Add(Protection);
    }

    public override IEnumerable<FieldError> Validate(JsonObject obj, RuleContext context)
    {
        var spec = obj.Object("spec") ?? [];
        if (spec.Array("accessModes") is null or { Count: 0 })
            yield return FieldError.Required("spec.accessModes");
        if (spec.Object("capacity") is null or { Count: 0 })
            yield return FieldError.Required("spec.capacity");
        else if (spec.Text("capacity", "storage") is { } storage && QuantityText.Nanos(storage).Sign <= 0)
            yield return FieldError.Invalid("spec.capacity[storage]", storage, "must be greater than zero");
        if (spec.Text("persistentVolumeReclaimPolicy") is not ("Delete" or "Recycle" or "Retain"))
            yield return FieldError.NotSupported("spec.persistentVolumeReclaimPolicy", spec.Text("persistentVolumeReclaimPolicy"), ["Delete", "Recycle", "Retain"]);
        if (!Sources(spec).Any())
            yield return FieldError.Required("spec", "must specify a volume type");
    }

    public override IEnumerable<FieldError> ValidateUpdate(JsonObject obj, JsonObject old, RuleContext context)
    {
        foreach (var source in Sources(old.Object("spec") ?? []))
        {
            if (!JsonNode.DeepEquals(obj.At("spec", source), old.At("spec", source)))
                yield return FieldError.Forbidden("spec.persistentvolumesource", "spec.persistentvolumesource is immutable after creation");
        }

        foreach (var error in Checks.Immutable(obj.At("spec", "volumeMode"), old.At("spec", "volumeMode"), "spec.volumeMode"))
            yield return error;
    }

    private static IEnumerable<string> Sources(JsonObject spec) => spec.Select(one => one.Key).Where(name => !NotSources.Contains(name));
}
