using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Admission.Services;

/// <summary>The addresses that a load balancer has been given (ValidateLoadBalancerStatus).</summary>
internal static class LoadBalancerStatus
{
    private const string Path = "status.loadBalancer.ingress";

    public static IEnumerable<FieldError> Validate(JsonObject service)
    {
        var entries = service.Object("status", "loadBalancer")?.Items("ingress").ToList() ?? [];
        return entries.Count > 0 && ServiceKind.TypeOf(service) != "LoadBalancer"
            ? [FieldError.Forbidden(Path, "may only be used when `spec.type` is 'LoadBalancer'")]
            : entries.SelectMany((entry, i) => Address(entry, $"{Path}[{i}]").Concat(Name(entry, $"{Path}[{i}]")));
    }

    private static IEnumerable<FieldError> Address(JsonObject entry, string at)
    {
        var (address, mode) = (entry.Text("ip") ?? "", entry.Text("ipMode"));
        foreach (var error in address.Length > 0 ? AddressRules.Ip(address, $"{at}.ip") : [])
            yield return error;
        if (mode is not null && address.Length == 0)
            yield return FieldError.Forbidden($"{at}.ipMode", "may not be specified when `ip` is not set");
        else if (mode is not (null or "VIP" or "Proxy"))
            yield return FieldError.NotSupported($"{at}.ipMode", mode, ["Proxy", "VIP"]);
    }

    private static IEnumerable<FieldError> Name(JsonObject entry, string at)
    {
        if (entry.Text("hostname") is not { Length: > 0 } name)
            yield break;
        foreach (var error in Checks.Named(name, $"{at}.hostname", NameSyntax.Subdomain))
            yield return error;
        if (NetworkFormats.IsIp(name))
            yield return FieldError.Invalid($"{at}.hostname", name, "must be a DNS name, not an IP address");
    }
}
