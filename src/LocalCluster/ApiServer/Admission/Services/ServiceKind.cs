using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;

namespace LocalCluster.ApiServer.Admission.Services;

/// <summary>What follows from a service's type.</summary>
internal static class ServiceKind
{
    public const string None = "None";
    public const string IPv4 = "IPv4";
    public const string IPv6 = "IPv6";

    public static string TypeOf(JsonObject service) => service.Text("spec", "type") ?? "ClusterIP";

    public static bool IsExternalName(JsonObject service) => TypeOf(service) == "ExternalName";

    public static bool IsHeadless(JsonObject service) => service.Array("spec", "clusterIPs") is { Count: 1 } addresses && addresses[0].Text() == None;

    public static bool NeedsClusterIp(JsonObject service) => TypeOf(service) is "ClusterIP" or "NodePort" or "LoadBalancer";

    public static bool MayHaveNodePorts(JsonObject service) => TypeOf(service) is "NodePort" or "LoadBalancer";

    public static bool NeedsNodePort(JsonObject service) =>
        TypeOf(service) == "NodePort" || (TypeOf(service) == "LoadBalancer" && service.Flag("spec", "allocateLoadBalancerNodePorts") != false);

    public static bool NeedsHealthCheck(JsonObject service) => TypeOf(service) == "LoadBalancer" && service.Text("spec", "externalTrafficPolicy") == "Local";

    public static bool IsReachableFromOutside(JsonObject service) => MayHaveNodePorts(service) || (TypeOf(service) == "ClusterIP" && service.Array("spec", "externalIPs") is { Count: > 0 });

    public static bool HasSelector(JsonObject service) => service.Object("spec", "selector") is { Count: > 0 };
}
