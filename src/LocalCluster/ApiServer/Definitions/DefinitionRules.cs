using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Admission;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Definitions;

/// <summary>CustomResourceDefinitions: defaults, validation, and what follows from each write.</summary>
internal sealed class DefinitionRules : KindRules
{
    public override bool AllowsUnconditionalUpdate => false;

    public override bool HasGeneration => true;

    public override void Default(JsonObject obj)
    {
        if (obj.Object("spec") is not { } spec)
            return;
        spec.SetDefault("conversion", new JsonObject { ["strategy"] = "None" });
        if (spec.Object("names") is not { } names)
            return;
        var kind = names.Text("kind") ?? "";
        if (names.Text("singular") is null or "")
            names["singular"] = kind.ToLowerInvariant();
        if (names.Text("listKind") is null or "" && kind.Length > 0)
            names["listKind"] = kind + "List";
    }

    public override void PrepareForCreate(JsonObject obj, RuleContext context) => obj["status"] = new JsonObject
    {
        ["conditions"] = null,
        ["acceptedNames"] = new JsonObject { ["plural"] = "", ["kind"] = "" },
        ["storedVersions"] = new JsonArray([.. StorageVersions(obj)]),
    };

    public override void PrepareForUpdate(JsonObject obj, JsonObject old, RuleContext context)
    {
        var stored = obj.Texts("status", "storedVersions").Union(StorageVersions(obj).Select(version => version.ToString())).ToList();
        obj.ObjectOrNew("status")["storedVersions"] = new JsonArray([.. stored.Select(version => (JsonNode)version)]);
    }

    public override IEnumerable<FieldError> Validate(JsonObject obj, RuleContext context) => DefinitionValidation.Validate(obj);

    public override IEnumerable<FieldError> ValidateUpdate(JsonObject obj, JsonObject old, RuleContext context) => DefinitionValidation.ValidateUpdate(obj, old);

    public override IEnumerable<string> Warnings(JsonObject obj, JsonObject? old) => SchemaRules.Warnings(obj).Except(old is null ? [] : SchemaRules.Warnings(old));

    public override bool OutlivesDeletion(JsonObject obj) => true;

    public override void MarkDeleted(JsonObject obj, long graceSeconds, DateTimeOffset now)
    {
        var finalizers = obj.Metadata()["finalizers"] as JsonArray ?? [];
        if (!obj.Finalizers().Contains(DefinitionLifecycle.Finalizer))
            finalizers.Add(DefinitionLifecycle.Finalizer);
        if (finalizers.Parent is null)
            obj.Metadata()["finalizers"] = finalizers;
        obj.Metadata()["deletionTimestamp"] ??= ObjectMeta.Time(now);
        DefinitionConditions.Set(obj, "Terminating", true, "InstanceDeletionPending",
            "CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon", now);
    }

    public override void Written(JsonObject obj, RuleContext context) => context.State.Definitions.Follow(obj.Name());

    private static IEnumerable<JsonNode> StorageVersions(JsonObject obj) => obj.Items("spec", "versions")
        .Where(version => version.Flag("storage") == true)
        .Take(1)
        .Select(version => (JsonNode)(version.Text("name") ?? ""));
}
