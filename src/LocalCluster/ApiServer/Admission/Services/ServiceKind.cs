using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;

namespace LocalCluster.ApiServer.Admission.Services;

/// <summary>What follows from a service's type.</summary>
internal static class ServiceKind
{
    public const string None = "None";

    public static string TypeOf(JsonObject service) => service.Text("spec", "type") ?? "ClusterIP";

    public static bool IsExternalName(JsonObject service) => TypeOf(service) == "ExternalName";

    public static bool IsHeadless(JsonObject service) => service.Text("spec", "clusterIP") == None || service.Texts("spec", "clusterIPs").FirstOrDefault() == None;

    public static bool NeedsClusterIp(JsonObject service) => TypeOf(service) is "ClusterIP" or "NodePort" or "LoadBalancer";

    public static bool NeedsNodePort(JsonObject service) =>
        TypeOf(service) == "NodePort" || (TypeOf(service) == "LoadBalancer" && service.Flag("spec", "allocateLoadBalancerNodePorts") != false);

    public static bool IsReachableFromOutside(JsonObject service) => TypeOf(service) is "NodePort" or "LoadBalancer" || service.Array("spec", "externalIPs") is { Count: > 0 };

    public static bool HasSelector(JsonObject service) => service.Object("spec", "selector") is { Count: > 0 };
}
