using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;

namespace LocalCluster.ApiServer.Admission.Services;

internal static class ServiceDefaults
{
    private const int AffinitySeconds = 10800;

    public static void Apply(JsonObject service)
    {
        var spec = service.ObjectOrNew("spec");
        if (spec.Text("sessionAffinity") is null or "")
            spec["sessionAffinity"] = "None";
        if (spec.Text("sessionAffinity") == "None")
            spec.Remove("sessionAffinityConfig");
        else if (spec.Text("sessionAffinity") == "ClientIP")
            spec.ObjectOrNew("sessionAffinityConfig").ObjectOrNew("clientIP").SetDefault("timeoutSeconds", AffinitySeconds);
        if (spec.Text("type") is null or "")
            spec["type"] = "ClusterIP";
        foreach (var port in spec.Items("ports"))
            Port(port);
        Traffic(service, spec);
    }

    private static void Port(JsonObject port)
    {
        if (port.Text("protocol") is null or "")
            port["protocol"] = "TCP";
        if (port["targetPort"] is null || port.Number("targetPort") == 0 || port.Text("targetPort") == "")
            port["targetPort"] = port["port"]?.DeepClone();
    }

    private static void Traffic(JsonObject service, JsonObject spec)
    {
        if (ServiceKind.IsReachableFromOutside(service) && spec.Text("externalTrafficPolicy") is null or "")
            spec["externalTrafficPolicy"] = "Cluster";
        if (ServiceKind.NeedsClusterIp(service))
            spec.SetDefault("internalTrafficPolicy", "Cluster");
        if (ServiceKind.TypeOf(service) != "LoadBalancer")
            return;
        spec.SetDefault("allocateLoadBalancerNodePorts", true);
        foreach (var entry in service.Object("status", "loadBalancer")?.Items("ingress") ?? [])
        {
            if (entry.Text("ip") is { Length: > 0 })
                entry.SetDefault("ipMode", "VIP");
        }
    }
}
