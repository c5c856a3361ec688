using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Admission.Services;

/// <summary>From one state of a service to the next.</summary>
internal static class ServiceChanges
{
    /// <summary>A client that writes a service without its addresses and ports means to keep them.</summary>
    public static void CarryAllocated(JsonObject service, JsonObject old)
    {
        var (spec, before) = (service.Object("spec")!, old.Object("spec")!);
        if (ServiceKind.NeedsClusterIp(service) && ServiceKind.NeedsClusterIp(old))
        {
            if (spec.Text("clusterIP") is null or "")
                Copy(before, spec, "clusterIP");
            if (Checks.IsEmpty(spec["clusterIPs"]) && spec.Text("clusterIP") == before.Text("clusterIP"))
                Copy(before, spec, "clusterIPs");
        }

        if (ServiceKind.NeedsNodePort(service) && ServiceKind.NeedsNodePort(old))
            CarryNodePorts(spec, before);
        if (ServiceKind.NeedsHealthCheck(service) && ServiceKind.NeedsHealthCheck(old) && spec.Number("healthCheckNodePort") is null or 0)
            Copy(before, spec, "healthCheckNodePort");
    }

    /// <summary>What only the old type had goes, unless the client has set it anew.</summary>
    public static void DropWhatTypeNoLongerHas(JsonObject service, JsonObject old)
    {
        var (spec, before) = (service.Object("spec")!, old.Object("spec")!);
        if (ServiceKind.MayHaveNodePorts(old) && !ServiceKind.MayHaveNodePorts(service) && SameNodePorts(spec, before))
        {
            foreach (var port in spec.Items("ports"))
                port.Remove("nodePort");
        }

        if (ServiceKind.IsReachableFromOutside(old) && !ServiceKind.IsReachableFromOutside(service) && Same(spec, before, "externalTrafficPolicy"))
            spec.Remove("externalTrafficPolicy");
        if (ServiceKind.TypeOf(old) == "LoadBalancer" && ServiceKind.TypeOf(service) != "LoadBalancer")
        {
            foreach (var field in new[] { "allocateLoadBalancerNodePorts", "loadBalancerClass" })
                DropIfSame(spec, before, field);
        }

        if (ServiceKind.NeedsHealthCheck(old) && !ServiceKind.NeedsHealthCheck(service))
            DropIfSame(spec, before, "healthCheckNodePort");
        if (ServiceKind.NeedsClusterIp(old) && !ServiceKind.NeedsClusterIp(service))
            DropAddresses(spec, before);
        if (ServiceKind.IsExternalName(old) && !ServiceKind.IsExternalName(service))
            DropIfSame(spec, before, "externalName");
    }

    public static IEnumerable<FieldError> Validate(JsonObject service, JsonObject old) =>
    [
        .. ServiceKind.IsExternalName(old) || ServiceKind.IsExternalName(service) ? [] : Addresses(service, old),
        .. LoadBalancer(service, old),
    ];

    /// <summary>With one family a service has one address, which comes and goes with its type alone.</summary>
    private static IEnumerable<FieldError> Addresses(JsonObject service, JsonObject old)
    {
        var (now, then) = (service.Texts("spec", "clusterIPs").ToList(), old.Texts("spec", "clusterIPs").ToList());
        var (isHeadless, wasHeadless) = (ServiceKind.IsHeadless(service), ServiceKind.IsHeadless(old));
        if (!(isHeadless && wasHeadless) && then.Count > 0 && now.Count == 0)
            yield return FieldError.Invalid("spec.clusterIPs[0]", null, "primary clusterIP can not be unset");
        else if (!(isHeadless && wasHeadless) && then.Count > 0 && now[0] != then[0])
            yield return FieldError.Invalid("spec.clusterIPs[0]", ClusterIpValidation.Shown(now), "may not change once set");
        var (family, before) = (service.Texts("spec", "ipFamilies").FirstOrDefault(), old.Texts("spec", "ipFamilies").FirstOrDefault());
        if (!isHeadless && !wasHeadless && before is not null && family is not null && family != before)
            yield return FieldError.Invalid("spec.ipFamilies[0]", service.Array("spec", "ipFamilies"), "may not change once set");
    }

    private static IEnumerable<FieldError> LoadBalancer(JsonObject service, JsonObject old)
    {
        var (now, then) = (service.Text("spec", "loadBalancerClass"), old.Text("spec", "loadBalancerClass"));
        if (ServiceKind.TypeOf(service) == "LoadBalancer" && ServiceKind.TypeOf(old) == "LoadBalancer" && now != then)
            yield return FieldError.Invalid("spec.loadBalancerClass", now, "may not change once set");
        var isChecked = ServiceKind.NeedsHealthCheck(service) && ServiceKind.NeedsHealthCheck(old);
        if (isChecked && service.Number("spec", "healthCheckNodePort") != old.Number("spec", "healthCheckNodePort"))
            yield return FieldError.Forbidden("spec.healthCheckNodePort", "field is immutable");
    }

    private static void DropAddresses(JsonObject spec, JsonObject before)
    {
        if (Same(spec, before, "clusterIPs"))
        {
            spec.Remove("clusterIP");
            spec.Remove("clusterIPs");
        }

        foreach (var field in new[] { "ipFamilies", "ipFamilyPolicy", "internalTrafficPolicy" })
            DropIfSame(spec, before, field);
    }

    /// <summary>Ports are the same by their names, whatever else has changed about them.</summary>
    private static void CarryNodePorts(JsonObject spec, JsonObject before)
    {
        var known = before.Items("ports").Where(port => port.Number("nodePort") > 0).ToLookup(Name, port => port.Number("nodePort")!.Value);
        var used = Numbers(spec).Intersect(Numbers(before)).ToHashSet();
        foreach (var port in spec.Items("ports").Where(port => port.Number("nodePort") is null or 0))
        {
            if (known[Name(port)].LastOrDefault() is > 0 and var number && !used.Contains(number))
                port["nodePort"] = number;
        }
    }

    private static string Name(JsonObject port) => port.Text("name") ?? "";

    private static bool SameNodePorts(JsonObject spec, JsonObject before) =>
        Numbers(spec).ToHashSet().SetEquals(Numbers(before));

    private static IEnumerable<long> Numbers(JsonObject spec) => spec.Items("ports").Select(port => port.Number("nodePort") ?? 0).Where(number => number > 0);

    private static bool Same(JsonObject spec, JsonObject before, string field) => JsonNode.DeepEquals(spec[field], before[field]);

    private static void DropIfSame(JsonObject spec, JsonObject before, string field)
    {
        if (Same(spec, before, field))
            spec.Remove(field);
    }

    private static void Copy(JsonObject from, JsonObject to, string field)
    {
        if (from[field] is { } value)
            to[field] = value.DeepClone();
    }
}
