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
            .. PortValidation.Each(spec),
            .. MetadataRules.Labels(Selector(spec), "spec.selector"),
            .. Checks.OneOf(spec.Text("sessionAffinity"), "spec.sessionAffinity", "ClientIP", "None"),
            .. Affinity(spec),
            .. ClusterIpValidation.Validate(service),
            .. ExternalAddresses(spec),
            .. Checks.OneOf(spec.Text("type"), "spec.type", "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"),
            .. PortValidation.Together(service, spec),
            .. LoadBalancerValidation.Validate(service, spec),
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
            yield return FieldError.Invalid("spec.clusterIPs[0]", ServiceKind.None, $"may not be set to 'None' for {type} services");
        if (type != "ExternalName")
            yield break;
        if (spec.Array("clusterIPs") is { Count: > 0 })
            yield return FieldError.Forbidden("spec.clusterIPs", "may not be set for ExternalName services");
        if (!Checks.IsEmpty(spec["ipFamilies"]))
            yield return FieldError.Forbidden("spec.ipFamilies", "may not be set for ExternalName services");
        if (spec.Text("ipFamilyPolicy") is not null)
            yield return FieldError.Forbidden("spec.ipFamilyPolicy", "may not be set for ExternalName services");
        var said = spec.Text("externalName") ?? "";
        var name = said.EndsWith('.') ? said[..^1] : said;
        if (name.Length == 0)
            yield return FieldError.Required("spec.externalName");
        foreach (var wrong in name.Length == 0 ? [] : NameSyntax.Subdomain(name))
            yield return FieldError.Invalid("spec.externalName", name, wrong);
    }

    private static Dictionary<string, string> Selector(JsonObject spec) =>
        (spec.Object("selector") ?? []).ToDictionary(one => one.Key, one => one.Value.Text() ?? "");

    private static IEnumerable<FieldError> Affinity(JsonObject spec)
    {
        if (spec.Text("sessionAffinity") == "ClientIP" && spec.Number("sessionAffinityConfig", "clientIP", "timeoutSeconds") is { } seconds and (<= 0 or > 86400))
        {
            yield return FieldError.Invalid("spec.sessionAffinityConfig.clientIP.timeoutSeconds", seconds,
                "must be greater than 0 and less than 86400");
        }
    }

    private static IEnumerable<FieldError> ExternalAddresses(JsonObject spec)
    {
        foreach (var (text, i) in spec.Texts("externalIPs").Select((one, i) => (one, i)))
        {
            var at = $"spec.externalIPs[{i}]";
            var wrong = AddressRules.Ip(text, at).ToList();
            foreach (var error in wrong)
                yield return error;
            if (wrong.Count == 0 && SpecialAddress(IPAddress.Parse(text)) is { } why)
                yield return FieldError.Invalid(at, text, why);
        }
    }

    private static string? SpecialAddress(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        return bytes switch
        {
            _ when address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) => $"may not be unspecified ({address})",
            _ when IPAddress.IsLoopback(address) => "may not be in the loopback range (127.0.0.0/8, ::1/128)",
            [169, 254, _, _] => "may not be in the link-local range (169.254.0.0/16, fe80::/10)",
            _ when address.IsIPv6LinkLocal => "may not be in the link-local range (169.254.0.0/16, fe80::/10)",
            [224, 0, 0, _] or [0xff, 0x02, ..] => "may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)",
            _ => null,
        };
    }

    private static IEnumerable<FieldError> Traffic(JsonObject service, JsonObject spec)
    {
        var (outside, inside) = (spec.Text("externalTrafficPolicy") ?? "", spec.Text("internalTrafficPolicy"));
        if (outside.Length > 0 && !ServiceKind.IsReachableFromOutside(service))
            yield return FieldError.Invalid("spec.externalTrafficPolicy", outside, "may only be set for externally-accessible services");
        else if (ServiceKind.IsReachableFromOutside(service) && outside is not ("Cluster" or "Local"))
            yield return FieldError.NotSupported("spec.externalTrafficPolicy", outside, ["Cluster", "Local"]);
        if (!ServiceKind.NeedsHealthCheck(service) && spec.Number("healthCheckNodePort") is > 0 and var port)
            yield return FieldError.Invalid("spec.healthCheckNodePort", port, "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'");
        if (inside is not null && inside is not ("Cluster" or "Local"))
            yield return FieldError.NotSupported("spec.internalTrafficPolicy", inside, ["Cluster", "Local"]);
        if (spec.Text("trafficDistribution") is { } distribution && distribution is not ("PreferClose" or "PreferSameZone" or "PreferSameNode"))
            yield return FieldError.NotSupported("spec.trafficDistribution", distribution, ["PreferClose", "PreferSameZone", "PreferSameNode"]);
    }
}
