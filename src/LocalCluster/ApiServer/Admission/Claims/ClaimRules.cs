using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Admission.Pods;
using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;
using LocalCluster.ApiServer.Typed;
using LocalCluster.Storage;

namespace LocalCluster.ApiServer.Admission.Claims;

/// <summary>PersistentVolumeClaims: the default class, protection while in use, growth and nothing else afterwards.</summary>
internal sealed class ClaimRules : KindRules
{
    private const string Protection = "kubernetes.io/pvc-protection";
    private const string Frozen = "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims";
    private static readonly string[] Modes = ["ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"];

    public override bool ReturnsDeletedObject => true;

    public override void Default(JsonObject obj)
    {
        obj.ObjectOrNew("spec").SetDefault("volumeMode", "Filesystem");
        obj.ObjectOrNew("status").SetDefault("phase", "Pending");
    }

    public override void PrepareForCreate(JsonObject obj, RuleContext context)
    {
        obj["status"] = new JsonObject { ["phase"] = "Pending" };
        if (obj.At("spec", "storageClassName") is null && !obj.Annotations().ContainsKey("volume.beta.kubernetes.io/storage-class") && DefaultClass.Find(context.State.Store) is { } name)
            obj["spec"]!["storageClassName"] = name;
        if (obj.Finalizers().Contains(Protection))
            return;
        if (obj.Metadata()["finalizers"] is not JsonArray finalizers)
            obj.Metadata()["finalizers"] = finalizers = [];
        finalizers.Add(Protection);
    }

    public override IEnumerable<FieldError> Validate(JsonObject obj, RuleContext context) => ValidateSpec(obj.Object("spec") ?? [], "spec");

    public override IEnumerable<FieldError> ValidateUpdate(JsonObject obj, JsonObject old, RuleContext context)
    {
        var before = old.Object("spec")!;
        var after = WithWhatMayChange(obj, old);
        if (!JsonNode.DeepEquals(after, before))
            yield return FieldError.Forbidden("spec", Frozen + ClaimDifference.Text(before, after));
        var (wished, had) = (Requested(obj), Requested(old));
        if (wished < had && wished <= Capacity(obj))
            yield return FieldError.Forbidden("spec.resources.requests.storage", "field can not be less than status.capacity");
        foreach (var error in Checks.Immutable(obj.At("spec", "volumeMode"), old.At("spec", "volumeMode"), "volumeMode"))
            yield return error;
        if (wished > had)
            CheckExpandable(obj, context);
    }

    public override IEnumerable<string> Warnings(JsonObject obj, JsonObject? old) => SpecWarnings(obj.Object("spec"), "spec");

    internal static IEnumerable<string> SpecWarnings(JsonObject? spec, string path) =>
    [
        .. ContainerWarnings.Amount(spec.Text("resources", "requests", "storage"), $"{path}.resources.requests[storage]"),
        .. ContainerWarnings.Amount(spec.Text("resources", "limits", "storage"), $"{path}.resources.limits[storage]"),
    ];

    internal static IEnumerable<FieldError> ValidateSpec(JsonObject spec, string path)
    {
        var modes = spec.Texts("accessModes").ToList();
        if (modes.Count == 0)
            yield return FieldError.Required($"{path}.accessModes", "at least 1 access mode is required");
        foreach (var error in spec.Object("selector") is { } selector ? Checks.Selector(selector, $"{path}.selector") : [])
            yield return error;
        foreach (var mode in modes.Where(mode => !Modes.Contains(mode)))
            yield return FieldError.NotSupported($"{path}.accessModes", mode, Modes);
        if (modes.Contains("ReadWriteOncePod") && modes.Count > 1)
            yield return FieldError.Forbidden($"{path}.accessModes", "may not use ReadWriteOncePod with other access modes");
        if (spec.Text("resources", "requests", "storage") is not { } storage)
            yield return FieldError.Required($"{path}.resources[storage]");
        else if (QuantityText.Nanos(storage).Sign <= 0)
            yield return FieldError.Invalid($"{path}.resources[storage]", storage, "must be greater than zero");
        foreach (var wrong in spec.Text("storageClassName") is { Length: > 0 } name ? NameSyntax.Subdomain(name) : [])
            yield return FieldError.Invalid($"{path}.storageClassName", spec.Text("storageClassName"), wrong);
        if (spec.Text("volumeMode") is { } volumeMode and not ("Block" or "Filesystem"))
            yield return FieldError.NotSupported($"{path}.volumeMode", volumeMode, ["Block", "Filesystem"]);
    }

    /// <summary>The PersistentVolumeClaimResize admission.</summary>
    private static void CheckExpandable(JsonObject obj, RuleContext context)
    {
        if (obj.Text("status", "phase") != "Bound")
            return;
        var name = obj.Text("spec", "storageClassName") ?? "";
        var stored = context.State.Store.Find(new ObjectId(DefaultClass.StorageKey, "", name));
        if (stored is null || StoredForm.Read(stored).Flag("allowVolumeExpansion") != true)
        {
            throw Failures.Forbidden(context.Resource, obj.Name(),
                "only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize");
        }
    }

    /// <summary>The new spec, with the old one's values where a change is allowed: what binding fills in, and what a bound claim may ask for.</summary>
    private static JsonObject WithWhatMayChange(JsonObject claim, JsonObject old)
    {
        var (spec, before) = (claim.Object("spec")!.DeepClone().AsObject(), old.Object("spec")!);
        if (before.Text("volumeName") is null or "")
            Take(spec, before, "volumeName");
        if (before["storageClassName"] is null)
            Take(spec, before, "storageClassName");
        if (old.Text("status", "phase") != "Bound")
            return spec;
        Take(spec, before, "volumeAttributesClassName");
        if (spec.Object("resources", "requests") is { } requests)
            Take(requests, before.Object("resources", "requests") ?? [], "storage");
        return spec;
    }

    private static void Take(JsonObject to, JsonObject from, string field)
    {
        if (from[field] is { } value)
            to[field] = value.DeepClone();
        else
            to.Remove(field);
    }

    private static System.Numerics.BigInteger Requested(JsonObject claim) => QuantityText.Nanos(claim.Text("spec", "resources", "requests", "storage") ?? "0");

    private static System.Numerics.BigInteger Capacity(JsonObject claim) => QuantityText.Nanos(claim.Text("status", "capacity", "storage") ?? "0");
}
