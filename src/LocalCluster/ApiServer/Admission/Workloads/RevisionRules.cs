using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Admission.Workloads;

/// <summary>ControllerRevisions are snapshots: what they hold never changes.</summary>
internal sealed class RevisionRules : KindRules
{
    public override IEnumerable<FieldError> Validate(JsonObject obj, RuleContext context)
    {
        if (obj["data"] is null)
            yield return FieldError.Required("data", "data is mandatory");
        foreach (var error in Checks.NonNegative(obj["revision"], "revision"))
            yield return error;
    }

    public override IEnumerable<FieldError> ValidateUpdate(JsonObject obj, JsonObject old, RuleContext context) =>
        Checks.Immutable(obj["data"], old["data"], "data");
}
