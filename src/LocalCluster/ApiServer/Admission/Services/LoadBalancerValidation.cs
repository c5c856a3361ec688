using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Admission.Services;

/// <summary>The fields that only a load balancer has.</summary>
internal static class LoadBalancerValidation
{
    private const string Only = "may only be used when `type` is 'LoadBalancer'";

    public static IEnumerable<FieldError> Validate(JsonObject service, JsonObject spec)
    {
        var isOne = ServiceKind.TypeOf(service) == "LoadBalancer";
        foreach (var error in SourceRanges([.. spec.Texts("loadBalancerSourceRanges")], isOne))
            yield return error;
        if (spec.Flag("allocateLoadBalancerNodePorts") is not null && !isOne)
            yield return FieldError.Forbidden("spec.allocateLoadBalancerNodePorts", Only);
        if (spec.Text("loadBalancerClass") is not { } name)
            yield break;
        if (!isOne)
            yield return FieldError.Forbidden("spec.loadBalancerClass", Only);
        foreach (var wrong in isOne ? NameSyntax.QualifiedName(name) : [])
            yield return FieldError.Invalid("spec.loadBalancerClass", name, wrong);
    }

    /// <summary>The server spells this field with a capital.</summary>
    private static IEnumerable<FieldError> SourceRanges(IReadOnlyList<string> ranges, bool isOne)
    {
        if (ranges.Count > 0 && !isOne)
            yield return FieldError.Forbidden("spec.LoadBalancerSourceRanges", Only);
        foreach (var (range, i) in ranges.Select((one, i) => (one.Trim(), i)))
        {
            foreach (var error in AddressRules.Cidr(range, $"spec.LoadBalancerSourceRanges[{i}]"))
                yield return error;
        }
    }
}
