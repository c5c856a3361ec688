using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Admission.Objects;

internal sealed class ConfigMapRules : KindRules
{
    public override IEnumerable<FieldError> Validate(JsonObject obj, RuleContext context)
    {
        foreach (var error in DataRules.Keys(obj, "data").Concat(KeptTwice(obj)).Concat(DataRules.Keys(obj, "binaryData")))
            yield return error;
        if (DataRules.TextSize(obj, "data") + DataRules.BinarySize(obj, "binaryData") > DataRules.SizeLimit)
            yield return FieldError.TooLong("", DataRules.SizeLimit);
    }

    public override IEnumerable<FieldError> ValidateUpdate(JsonObject obj, JsonObject old, RuleContext context) =>
        DataRules.Immutable(obj, old, "data", "binaryData");

    private static IEnumerable<FieldError> KeptTwice(JsonObject obj) =>
        from key in (obj.Object("data") ?? []).Select(one => one.Key).Order(StringComparer.Ordinal)
        where obj.Object("binaryData")?.ContainsKey(key) == true
        select FieldError.Invalid($"data[{key}]", key, "duplicate of key present in binaryData");
}
