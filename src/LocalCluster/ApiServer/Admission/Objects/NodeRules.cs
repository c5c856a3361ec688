using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Admission.Objects;

/// <summary>Nodes: taints that make sense, and an identity that stays (ValidateNode, ValidateNodeUpdate).</summary>
internal sealed class NodeRules : KindRules
{
    public override IEnumerable<FieldError> Validate(JsonObject obj, RuleContext context) => Taints(obj, "spec.taints");

    /// <summary>The server looks at the taints of a changed node twice, and the second time it takes them for metadata.</summary>
    public override IEnumerable<FieldError> ValidateUpdate(JsonObject obj, JsonObject old, RuleContext context)
    {
        foreach (var error in Taints(obj, "metadata.taints"))
            yield return error;
        var (now, then) = (obj.Texts("spec", "podCIDRs").ToList(), old.Texts("spec", "podCIDRs").ToList());
        var changes = then.Count != now.Count ? Math.Min(then.Count, 1) : then.Zip(now).Count(pair => pair.First != pair.Second);
        for (var i = 0; i < changes; i++)
            yield return FieldError.Forbidden("spec.podCIDRs", "node updates may not change podCIDR except from \"\" to valid");
        if (old.Text("spec", "providerID") is { Length: > 0 } provider && obj.Text("spec", "providerID") != provider)
            yield return FieldError.Forbidden("spec.providerID", "node updates may not change providerID except from \"\" to valid");
    }

    private static IEnumerable<FieldError> Taints(JsonObject node, string path)
    {
        HashSet<(string, string)> seen = [];
        foreach (var (taint, i) in node.Items("spec", "taints").Select((one, i) => (one, i)))
        {
            var (key, value, effect) = (taint.Text("key") ?? "", taint.Text("value") ?? "", taint.Text("effect") ?? "");
            foreach (var error in Checks.Named(key, $"{path}[{i}].key", NameSyntax.QualifiedName))
                yield return error;
            if (NameSyntax.LabelValue(value) is { Count: > 0 } wrong)
                yield return FieldError.Invalid($"{path}[{i}].value", value, string.Join(';', wrong));
            foreach (var error in Effect(effect, $"{path}[{i}].effect"))
                yield return error;
            if (!seen.Add((key, effect)))
                yield return FieldError.Duplicate($"{path}[{i}]", new GoLiteral($"{Spelled(taint)}: taints must be unique by key and effect pair"));
        }
    }

    private static IEnumerable<FieldError> Effect(string effect, string path) => effect switch
    {
        "" => [FieldError.Required(path)],
        "NoSchedule" or "PreferNoSchedule" or "NoExecute" => [],
        _ => [FieldError.NotSupported(path, effect, ["NoSchedule", "PreferNoSchedule", "NoExecute"])],
    };

    /// <summary>core.Taint, every field of it.</summary>
    private static string Spelled(JsonObject taint) =>
        $"{{\"Key\":{GoText.Quote(taint.Text("key") ?? "")},\"Value\":{GoText.Quote(taint.Text("value") ?? "")},\"Effect\":{GoText.Quote(taint.Text("effect") ?? "")},\"TimeAdded\":{GoText.Json(taint["timeAdded"])}}}";
}
