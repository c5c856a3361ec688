using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Admission.Claims;

internal sealed class StorageClassRules : KindRules
{
    public override void Default(JsonObject obj)
    {
        obj.SetDefault("reclaimPolicy", "Delete");
        obj.SetDefault("volumeBindingMode", "Immediate");
    }

    public override IEnumerable<FieldError> Validate(JsonObject obj, RuleContext context)
    {
        if (obj.Text("provisioner") is null or "")
            yield return FieldError.Required("provisioner");
        foreach (var wrong in obj.Text("provisioner") is { Length: > 0 } name ? NameSyntax.QualifiedName(name.ToLowerInvariant()) : [])
            yield return FieldError.Invalid("provisioner", obj.Text("provisioner"), wrong);
        if (obj.Object("parameters")?.ContainsKey("") == true)
            yield return FieldError.Invalid("parameters", "", "key must not be empty.");
        if (obj.Text("reclaimPolicy") is not ("Delete" or "Retain"))
            yield return FieldError.NotSupported("reclaimPolicy", obj.Text("reclaimPolicy"), ["Delete", "Retain"]);
        if (obj.Text("volumeBindingMode") is not ("Immediate" or "WaitForFirstConsumer"))
            yield return FieldError.NotSupported("volumeBindingMode", obj.Text("volumeBindingMode"), ["Immediate", "WaitForFirstConsumer"]);
    }

    public override IEnumerable<FieldError> ValidateUpdate(JsonObject obj, JsonObject old, RuleContext context)
    {
        foreach (var field in new[] { "parameters", "provisioner", "reclaimPolicy" })
        {
            if (!JsonNode.DeepEquals(obj[field], old[field]))
                yield return FieldError.Forbidden(field, $"updates to {field} are forbidden.");
        }

        foreach (var error in Checks.Immutable(obj["volumeBindingMode"], old["volumeBindingMode"], "volumeBindingMode"))
            yield return error;
    }
}
