using System.Text;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Admission.Objects;

internal sealed class SecretRules : KindRules
{
    private static readonly Dictionary<string, string[]> Demanded = new()
    {
        ["kubernetes.io/dockercfg"] = [".dockercfg"],
        ["kubernetes.io/dockerconfigjson"] = [".dockerconfigjson"],
        ["kubernetes.io/ssh-auth"] = ["ssh-privatekey"],
        ["kubernetes.io/tls"] = ["tls.crt", "tls.key"],
    };

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
        var type = obj.Text("type") ?? "";
        foreach (var key in Demanded.GetValueOrDefault(type) ?? [])
        {
            if (obj.At("data", key) is null)
                yield return FieldError.Required($"data[{key}]");
        }

        if (type == "kubernetes.io/basic-auth" && obj.At("data", "username") is null && obj.At("data", "password") is null)
        {
            yield return FieldError.Required("data[username]");
            yield return FieldError.Required("data[password]");
        }

        if (type == "kubernetes.io/service-account-token" && !obj.Annotations().ContainsKey("kubernetes.io/service-account.name"))
            yield return FieldError.Required("metadata.annotations[kubernetes.io/service-account.name]");
    }

    public override IEnumerable<FieldError> ValidateUpdate(JsonObject obj, JsonObject old, RuleContext context) =>
        Checks.Immutable(obj["type"], old["type"], "type").Concat(DataRules.Immutable(obj, old, "data"));
}
