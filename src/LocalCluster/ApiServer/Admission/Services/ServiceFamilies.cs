using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Admission.Services;

/// <summary>A service's IP families on a cluster that has IPv4 alone (initIPFamilyFields).</summary>
internal static class ServiceFamilies
{
    private const string SingleStack = "SingleStack";
    private const string RequireDualStack = "RequireDualStack";

    /// <exception cref="StatusException">422: they do not go together, or ask for what the cluster has not.</exception>
    public static void Settle(JsonObject service, JsonObject? old)
    {
        var spec = service.Object("spec")!;
        // Only a headless service without a selector is taken to be for both families, since nobody can know.
        var isOpen = spec.Text("clusterIP") == ServiceKind.None && !ServiceKind.HasSelector(service);
        spec.SetDefault("ipFamilyPolicy", old.Text("spec", "ipFamilyPolicy") ?? (isOpen ? RequireDualStack : SingleStack));
        Refuse(service, ClusterIpValidation.Validate(service));
        Refuse(service, [.. Several(spec), .. Inferred(spec)]);
        if (isOpen)
        {
            Open(spec);
            return;
        }

        Refuse(service, [.. Unavailable(spec)]);
        if (Checks.IsEmpty(spec["ipFamilies"]))
            spec["ipFamilies"] = new JsonArray(ServiceKind.IPv4);
    }

    private static IEnumerable<FieldError> Several(JsonObject spec)
    {
        if (spec.Text("ipFamilyPolicy") != SingleStack)
            yield break;
        if (spec.Texts("clusterIPs").Count() == 2)
            yield return FieldError.Invalid("spec.ipFamilyPolicy", SingleStack, "must be 'RequireDualStack' or 'PreferDualStack' when multiple cluster IPs are specified");
        if (spec.Texts("ipFamilies").Count() == 2)
            yield return FieldError.Invalid("spec.ipFamilyPolicy", SingleStack, "must be 'RequireDualStack' or 'PreferDualStack' when multiple IP families are specified");
    }

    /// <summary>An address says of what family it is.</summary>
    private static IEnumerable<FieldError> Inferred(JsonObject spec)
    {
        var (addresses, known) = (spec.Texts("clusterIPs").ToList(), spec.Texts("ipFamilies").Count());
        for (var i = known; i < addresses.Count && addresses[i] != ServiceKind.None; i++)
        {
            if (ClusterIpValidation.FamilyOf(addresses[i]) == ServiceKind.IPv6)
                yield return FieldError.Invalid($"spec.clusterIPs[{i}]", ClusterIpValidation.Shown(addresses), "IPv6 is not configured on this cluster");
            else
                spec["ipFamilies"] = new JsonArray([.. spec.Texts("ipFamilies").Append(ServiceKind.IPv4)]);
        }
    }

    private static void Open(JsonObject spec)
    {
        List<string> families = [.. spec.Texts("ipFamilies").DefaultIfEmpty(ServiceKind.IPv4)];
        if (families.Count == 1 && spec.Text("ipFamilyPolicy") != SingleStack)
            families.Add(families[0] == ServiceKind.IPv4 ? ServiceKind.IPv6 : ServiceKind.IPv4);
        spec["ipFamilies"] = new JsonArray([.. families]);
    }

    private static IEnumerable<FieldError> Unavailable(JsonObject spec)
    {
        if (spec.Text("ipFamilyPolicy") == RequireDualStack)
            yield return FieldError.Invalid("spec.ipFamilyPolicy", RequireDualStack, "this cluster is not configured for dual-stack services");
        foreach (var (family, i) in spec.Texts("ipFamilies").Select((one, i) => (one, i)))
        {
            if (family != ServiceKind.IPv4)
                yield return FieldError.Invalid($"spec.ipFamilies[{i}]", family, "not configured on this cluster");
        }
    }

    private static void Refuse(JsonObject service, IReadOnlyList<FieldError> errors)
    {
        if (errors.Count > 0)
            throw Failures.Invalid("", "Service", service.Name(), errors);
    }
}
