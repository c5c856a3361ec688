using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;

namespace LocalCluster.ApiServer.Admission.Objects;

internal sealed class NamespaceRules : KindRules
{
    private const string Finalizer = "kubernetes";

    public override NameRule NameRule => NameRule.Label;

    public override void PrepareForCreate(JsonObject obj, RuleContext context)
    {
        var spec = obj.ObjectOrNew("spec");
        if (!spec.Texts("finalizers").Contains(Finalizer))
            spec["finalizers"] = new JsonArray([.. spec.Texts("finalizers"), Finalizer]);
        obj["status"] = new JsonObject { ["phase"] = "Active" };
        Label(obj);
    }

    public override void PrepareForUpdate(JsonObject obj, JsonObject old, RuleContext context)
    {
        obj["spec"] = old["spec"]?.DeepClone();
        Label(obj);
    }

    public override bool OutlivesDeletion(JsonObject obj) => obj.Array("spec", "finalizers") is { Count: > 0 };

    public override void MarkDeleted(JsonObject obj, long graceSeconds, DateTimeOffset now)
    {
        obj.Metadata()["deletionTimestamp"] ??= ObjectMeta.Time(now);
        obj.ObjectOrNew("status")["phase"] = "Terminating";
    }

    private static void Label(JsonObject obj) =>
        obj.Metadata().ObjectOrNew("labels")["kubernetes.io/metadata.name"] = obj.Name();
}
