using System.Text;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Admission.Objects;

internal sealed class SecretRules : KindRules
{
    /// <summary>stringData is for writing only: it goes into data.</summary>
    public override void Default(JsonObject obj)
    {
        if (obj.Text("type") is null or "")
            obj["type"] = "Opaque";
        if (obj.Object("stringData") is { } plain)
        {
            var data = obj.ObjectOrNew("data");
            foreach (var (key, value) in plain)
                data[key] = Convert.ToBase64String(Encoding.UTF8.GetBytes(value.Text() ?? ""));
        }

        obj.Remove("stringData");
    }

    public override IEnumerable<FieldError> Validate(JsonObject obj, RuleContext context)
    {
        foreach (var error in DataRules.Keys(obj, "data"))
            yield return error;
        if (DataRules.BinarySize(obj, "data") > DataRules.SizeLimit)
            yield return FieldError.TooLong("data", DataRules.SizeLimit);
        foreach (var error in SecretTypes.Demands(obj))
            yield return error;
    }

    public override IEnumerable<FieldError> ValidateUpdate(JsonObject obj, JsonObject old, RuleContext context) =>
        Checks.Immutable(obj["type"], old["type"], "type").Concat(DataRules.Immutable(obj, old, "data"));
}
