using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Admission.Objects;

internal sealed class ConfigMapRules : KindRules
{
    public override IEnumerable<FieldError> Validate(JsonObject obj, RuleContext context) => DataRules.Keys(obj, "data", "binaryData");

    public override IEnumerable<FieldError> ValidateUpdate(JsonObject obj, JsonObject old, RuleContext context) =>
        DataRules.Immutable(obj, old, "data", "binaryData");
}
