using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Admission.Objects;

/// <summary>NetworkPolicies: kept and checked, not enforced.</summary>
internal sealed class NetworkPolicyRules : KindRules
{
    private static readonly string[] Types = ["Ingress", "Egress"];

    public override bool HasGeneration => true;

    public override void Default(JsonObject obj)
    {
        if (obj.Object("spec") is not { } spec) return;
        if (spec["policyTypes"] is null)
            spec["policyTypes"] = spec["egress"] is JsonArray { Count: > 0 } ? new JsonArray("Ingress", "Egress") : new JsonArray("Ingress");
        foreach (var (port, _) in Ports(spec)) port["protocol"] ??= "TCP";
    }

    public override IEnumerable<FieldError> Validate(JsonObject obj, RuleContext context)
    {
        var spec = obj.Object("spec") ?? [];
        foreach (var error in spec.Object("podSelector") is { } selector ? Checks.Selector(selector, "spec.podSelector") : [])
            yield return error;
        foreach (var (type, index) in (spec["policyTypes"] as JsonArray ?? []).Select((type, index) => ((string?)type ?? "", index)))
        {
            if (!Types.Contains(type)) yield return FieldError.NotSupported($"spec.policyTypes[{index}]", type, Types);
        }

        foreach (var (port, path) in Ports(spec))
        {
            if (port["protocol"]?.ToString() is not ("TCP" or "UDP" or "SCTP"))
                yield return FieldError.NotSupported($"{path}.protocol", port["protocol"]?.ToString() ?? "", ["TCP", "UDP", "SCTP"]);
        }
    }

    private static IEnumerable<(JsonObject Port, string Path)> Ports(JsonObject spec) =>
        from direction in (string[])["ingress", "egress"]
        from rule in Objects(spec[direction], $"spec.{direction}")
        from port in Objects(rule.Item["ports"], $"{rule.Path}.ports")
        select port;

    private static IEnumerable<(JsonObject Item, string Path)> Objects(JsonNode? list, string path) =>
        (list as JsonArray ?? []).Select((item, index) => (Item: item as JsonObject ?? [], Path: $"{path}[{index}]"));
}
