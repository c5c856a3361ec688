using System.Net;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;
using LocalCluster.ApiServer.Writes;

namespace LocalCluster.ApiServer.Admission.Services;

/// <summary>What a service has to be (ValidateService).</summary>
internal static class ServiceValidation
{
    public static IEnumerable<FieldError> Validate(JsonObject service)
    {
        var spec = service.Object("spec") ?? [];
        return
        [
            .. PortsThere(service, spec),
            .. ByType(service, spec),
            .. PortValidation.Validate(service, spec),
            .. MetadataRules.Labels(Selector(spec), "spec.selector"),
            .. Checks.OneOf(spec.Text("sessionAffinity"), "spec.sessionAffinity", "ClientIP", "None"),
            .. Affinity(spec),
            .. Checks.OneOf(spec.Text("type"), "spec.type", "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"),
            .. Addresses(spec),
            .. Traffic(service, spec),
        ];
    }

    private static IEnumerable<FieldError> PortsThere(JsonObject service, JsonObject spec)
    {
        if (!spec.Items("ports").Any() && !ServiceKind.IsHeadless(service) && !ServiceKind.IsExternalName(service))
            yield return FieldError.Required("spec.ports");
    }

    private static IEnumerable<FieldError> ByType(JsonObject service, JsonObject spec)
    {
        var type = ServiceKind.TypeOf(service);
        if (type is "NodePort" or "LoadBalancer" && ServiceKind.IsHeadless(service))
            yield return FieldError.Invalid("spec.clusterIPs[0]", spec["clusterIPs"], $"may not be set to 'None' for {type} services");
        if (type != "ExternalName")
            yield break;
        if (spec.Array("clusterIPs") is { Count: > 0 })
            yield return FieldError.Forbidden("spec.clusterIPs[0]", "may not be set for ExternalName services");
        if (!Checks.IsEmpty(spec["ipFamilies"]))
            yield return FieldError.Forbidden("spec.ipFamilies[0]", "may not be set for ExternalName services");
        var name = (spec.Text("externalName") ?? "").TrimEnd('.');
        if (name.Length == 0)
            yield return FieldError.Required("spec.externalName");
        foreach (var wrong in name.Length == 0 ? [] : NameSyntax.Subdomain(name))
            yield return FieldError.Invalid("spec.externalName", name, wrong);
    }

    private static Dictionary<string, string> Selector(JsonObject spec) =>
        (spec.Object("selector") ?? []).ToDictionary(one => one.Key, one => one.Value.Text() ?? "");

    private static IEnumerable<FieldError> Affinity(JsonObject spec)
    {
        if (spec.Number("sessionAffinityConfig", "clientIP", "timeoutSeconds") is { } seconds and (<= 0 or > 86400))
        {
            yield return FieldError.Invalid("spec.sessionAffinityConfig.clientIP.timeoutSeconds", seconds,
                "must be greater than 0 and less than 86400");
        }
    }

    private static IEnumerable<FieldError> Addresses(JsonObject spec)
    {
        foreach (var (address, i) in spec.Texts("clusterIPs").Select((one, i) => (one, i)))
        {
            if (address != ServiceKind.None && !IPAddress.TryParse(address, out _))
                yield return FieldError.Invalid($"spec.clusterIPs[{i}]", address, "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)");
        }

        foreach (var (address, i) in spec.Texts("externalIPs").Select((one, i) => (one, i)))
        {
            if (!IPAddress.TryParse(address, out _))
                yield return FieldError.Invalid($"spec.externalIPs[{i}]", address, "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)");
        }
    }

    private static IEnumerable<FieldError> Traffic(JsonObject service, JsonObject spec)
    {
        var (outside, inside) = (spec.Text("externalTrafficPolicy") ?? "", spec.Text("internalTrafficPolicy"));
        if (outside.Length > 0 && !ServiceKind.IsReachableFromOutside(service))
            yield return FieldError.Invalid("spec.externalTrafficPolicy", outside, "may only be set for externally-accessible services");
        else if (ServiceKind.IsReachableFromOutside(service) && outside.Length > 0 && outside is not ("Cluster" or "Local"))
            yield return FieldError.NotSupported("spec.externalTrafficPolicy", outside, ["Cluster", "Local"]);
        if (inside is not null && inside is not ("Cluster" or "Local"))
            yield return FieldError.NotSupported("spec.internalTrafficPolicy", inside, ["Cluster", "Local"]);
        if (spec.Flag("allocateLoadBalancerNodePorts") is not null && ServiceKind.TypeOf(service) != "LoadBalancer")
            yield return FieldError.Forbidden("spec.allocateLoadBalancerNodePorts", "may only be used when `type` is 'LoadBalancer'");
        if (spec.Text("loadBalancerClass") is { Length: > 0 } && ServiceKind.TypeOf(service) != "LoadBalancer")
            yield return FieldError.Forbidden("spec.loadBalancerClass", "may only be used when `type` is 'LoadBalancer'");
    }
}
