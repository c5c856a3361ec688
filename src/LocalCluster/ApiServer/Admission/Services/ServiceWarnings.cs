using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;

namespace LocalCluster.ApiServer.Admission.Services;

/// <summary>What is accepted and means nothing (GetWarningsForService).</summary>
internal static class ServiceWarnings
{
    public static IEnumerable<string> For(JsonObject service)
    {
        var spec = service.Object("spec") ?? [];
        var outside = spec.Texts("externalIPs").Any();
        if (service.Annotations().ContainsKey("service.kubernetes.io/topology-aware-hints"))
            yield return "annotation service.kubernetes.io/topology-aware-hints is deprecated, please use service.kubernetes.io/topology-mode instead";
        if (ServiceKind.IsHeadless(service) && spec.Text("loadBalancerIP") is { Length: > 0 })
            yield return "spec.loadBalancerIP is ignored for headless services";
        if (ServiceKind.IsHeadless(service) && outside)
            yield return "spec.externalIPs is ignored for headless services";
        if (ServiceKind.IsHeadless(service) && spec.Text("sessionAffinity") != "None")
            yield return "spec.SessionAffinity is ignored for headless services";
        if (ServiceKind.IsExternalName(service) && outside)
            yield return "spec.externalIPs is ignored when spec.type is \"ExternalName\"";
        if (!ServiceKind.IsExternalName(service) && spec.Text("externalName") is { Length: > 0 })
            yield return "spec.externalName is ignored when spec.type is not \"ExternalName\"";
        if (spec.Text("trafficDistribution") == "PreferClose")
            yield return "spec.trafficDistribution: \"PreferClose\" is deprecated; use \"PreferSameZone\"";
    }
}
