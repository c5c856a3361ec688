using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Admission.Pods;

internal static class TolerationValidation
{
    public static IEnumerable<FieldError> Validate(JsonObject spec, string path)
    {
        foreach (var (toleration, i) in spec.Items("tolerations").Select((one, i) => (one, i)))
        {
            var at = $"{path}.tolerations[{i}]";
            foreach (var wrong in toleration.Text("key") is { Length: > 0 } key ? NameSyntax.QualifiedName(key) : [])
                yield return FieldError.Invalid($"{at}.key", toleration.Text("key"), wrong);
            if (toleration.Text("key") is null or "" && toleration.Text("operator") != "Exists")
                yield return FieldError.Invalid($"{at}.operator", toleration.Text("operator") ?? "", "operator must be Exists when `key` is empty, which means \"match all values and all keys\"");
            if (toleration.Number("tolerationSeconds") is not null && toleration.Text("effect") != "NoExecute")
                yield return FieldError.Invalid($"{at}.effect", toleration.Text("effect") ?? "", "effect must be 'NoExecute' when `tolerationSeconds` is set");
            foreach (var error in Operator(toleration, at))
                yield return error;
            if (toleration.Text("effect") is { Length: > 0 } effect && effect is not ("NoSchedule" or "PreferNoSchedule" or "NoExecute"))
                yield return FieldError.NotSupported($"{at}.effect", effect, ["NoSchedule", "PreferNoSchedule", "NoExecute"]);
        }
    }

    /// <summary>Also a wrong value is the operator's fault, by the server's word.</summary>
    private static IEnumerable<FieldError> Operator(JsonObject toleration, string at)
    {
        var (op, value) = (toleration.Text("operator") ?? "", toleration.Text("value") ?? "");
        if (op is "" or "Equal" && NameSyntax.LabelValue(value) is { Count: > 0 } wrong)
            yield return FieldError.Invalid($"{at}.operator", value, string.Join(';', wrong));
        if (op == "Exists" && value.Length > 0)
            yield return FieldError.Invalid($"{at}.operator", value, "value must be empty when `operator` is 'Exists'");
        if (op is "Lt" or "Gt")
            yield return FieldError.NotSupported($"{at}.operator", op, ["Equal", "Exists", "Lt", "Gt"]);
        else if (op is not ("" or "Equal" or "Exists"))
            yield return FieldError.NotSupported($"{at}.operator", op, ["Equal", "Exists"]);
    }
}
