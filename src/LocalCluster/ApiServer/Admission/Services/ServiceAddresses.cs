using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;

namespace LocalCluster.ApiServer.Admission.Services;

/// <summary>clusterIP and clusterIPs[0] are one thing said twice; an old client says it the first way only (normalizeClusterIPs).</summary>
internal static class ServiceAddresses
{
    public static void Normalize(JsonObject service, JsonObject? old)
    {
        if (service.Object("spec") is not { } spec)
            return;
        var (one, many) = (spec.Text("clusterIP") ?? "", spec.Texts("clusterIPs").ToList());
        var (oldOne, oldMany) = (old.Text("spec", "clusterIP") ?? "", old.Texts("spec", "clusterIPs").ToList());
        if (old is null ? one.Length > 0 && many.Count == 0 : one.Length > 0 && one != oldOne && many.SequenceEqual(oldMany))
            spec["clusterIPs"] = new JsonArray(one);
        else if (old is not null && many.Count == 0 && oldMany.Count > 0 && one == oldOne)
            spec["clusterIPs"] = new JsonArray([.. oldMany]);
        else if (oldOne.Length > 0 && one.Length == 0 && many.SequenceEqual(oldMany))
            spec.Remove("clusterIPs");
    }
}
