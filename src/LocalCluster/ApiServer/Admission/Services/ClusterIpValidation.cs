using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Admission.Services;

/// <summary>How addresses and their families go together (ValidateServiceClusterIPsRelatedFields).</summary>
internal static class ClusterIpValidation
{
    public static IReadOnlyList<FieldError> Validate(JsonObject service)
    {
        if (ServiceKind.IsExternalName(service))
            return [];
        var (addresses, families) = (service.Texts("spec", "clusterIPs").ToList(), service.Texts("spec", "ipFamilies").ToList());
        List<FieldError> errors = [.. Twice(service, addresses), .. Families(service, families)];
        List<FieldError> wrong = [.. Addresses(addresses)];
        errors.AddRange(wrong);
        if (addresses.Count > 2)
            errors.Add(FieldError.Invalid("spec.clusterIPs", Shown(addresses), "may only hold up to 2 values"));
        if (wrong.Count == 0)
            errors.AddRange(Matching(addresses, families));
        return errors;
    }

    private static IEnumerable<FieldError> Twice(JsonObject service, List<string> addresses)
    {
        var one = service.Text("spec", "clusterIP") ?? "";
        if (one.Length == 0 && addresses.Count > 0)
            yield return FieldError.Invalid("spec.clusterIPs", Shown(addresses), "must be empty when `clusterIP` is not specified");
        else if (one.Length > 0 && addresses.Count == 0)
            yield return FieldError.Required("spec.clusterIPs");
        else if (one.Length > 0 && addresses[0] != one)
            yield return FieldError.Invalid("spec.clusterIPs", Shown(addresses), "first value must match `clusterIP`");
    }

    private static IEnumerable<FieldError> Families(JsonObject service, List<string> families)
    {
        HashSet<string> seen = [];
        foreach (var (family, i) in families.Select((one, i) => (one, i)))
        {
            foreach (var error in Checks.OneOf(family, $"spec.ipFamilies[{i}]", ServiceKind.IPv4, ServiceKind.IPv6))
                yield return error;
            if (!seen.Add(family))
                yield return FieldError.Duplicate($"spec.ipFamilies[{i}]", family);
        }

        foreach (var error in service.Text("spec", "ipFamilyPolicy") is { } policy ? Checks.OneOf(policy, "spec.ipFamilyPolicy", "PreferDualStack", "RequireDualStack", "SingleStack") : [])
            yield return error;
    }

    private static IEnumerable<FieldError> Addresses(List<string> addresses)
    {
        foreach (var (address, i) in addresses.Select((one, i) => (one, i)))
        {
            if (i == 0 && address == ServiceKind.None && addresses.Count > 1)
                yield return FieldError.Invalid("spec.clusterIPs", Shown(addresses), "'None' must be the first and only value");
            foreach (var error in i > 0 || address != ServiceKind.None ? AddressRules.Ip(address, $"spec.clusterIPs[{i}]") : [])
                yield return error;
        }
    }

    private static IEnumerable<FieldError> Matching(List<string> addresses, List<string> families)
    {
        if (addresses.Count > 1 && (addresses.Count > 2 || addresses.Select(FamilyOf).Distinct().Count() < 2))
            yield return FieldError.Invalid("spec.clusterIPs", Shown(addresses), "may specify no more than one IP for each IP family");
        foreach (var ((address, family), i) in addresses.Zip(families).Select((one, i) => (one, i)))
        {
            if (address != ServiceKind.None && family is ServiceKind.IPv4 or ServiceKind.IPv6 && FamilyOf(address) != family)
                yield return FieldError.Invalid($"spec.clusterIPs[{i}]", address, $"expected an {family} value as indicated by `ipFamilies[{i}]`");
        }
    }

    public static string FamilyOf(string address) =>
        IPAddress.TryParse(address, out var parsed) && parsed.AddressFamily == AddressFamily.InterNetworkV6 ? ServiceKind.IPv6 : ServiceKind.IPv4;

    public static GoLiteral Shown(IEnumerable<string> addresses) => new($"[{string.Join(',', addresses.Select(GoText.Quote))}]");
}
