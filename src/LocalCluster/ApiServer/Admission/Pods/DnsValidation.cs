using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Admission.Pods;

/// <summary>How a pod resolves names: its name servers, and names of its own (validatePodDNSConfig, ValidateHostAliases).</summary>
internal static class DnsValidation
{
    private const int MostServers = 3;

    public static IEnumerable<FieldError> Validate(JsonObject spec, string path) => [.. Config(spec, $"{path}.dnsConfig"), .. Aliases(spec, $"{path}.hostAliases")];

    private static IEnumerable<FieldError> Config(JsonObject spec, string at)
    {
        var servers = spec.Texts("dnsConfig", "nameservers").ToList();
        if (spec.Text("dnsPolicy") == "None" && spec.Object("dnsConfig") is null)
            return [FieldError.Required(at, "must provide `dnsConfig` when `dnsPolicy` is None")];
        if (spec.Text("dnsPolicy") == "None" && servers.Count == 0)
            return [FieldError.Required($"{at}.nameservers", "must provide at least one DNS nameserver when `dnsPolicy` is None")];
        return
        [
            .. servers.Count > MostServers
                ? [FieldError.Invalid($"{at}.nameservers", spec.At("dnsConfig", "nameservers"), $"must not have more than {MostServers} nameservers")]
                : (FieldError[])[],
            .. servers.Index().SelectMany(server => AddressRules.Ip(server.Item, $"{at}.nameservers[{server.Index}]")),
            .. spec.Items("dnsConfig", "options").Index()
                .Where(option => option.Item.Text("name") is null or "")
                .Select(option => FieldError.Required($"{at}.options[{option.Index}]", "must not be empty")),
        ];
    }

    private static IEnumerable<FieldError> Aliases(JsonObject spec, string at) =>
        from alias in spec.Items("hostAliases").Index()
        let here = $"{at}[{alias.Index}]"
        from error in AddressRules.Ip(alias.Item.Text("ip") ?? "", $"{here}.ip")
            .Concat(alias.Item.Texts("hostnames").Index().SelectMany(name => Checks.Named(name.Item, $"{here}.hostnames[{name.Index}]", NameSyntax.Subdomain)))
        select error;
}
