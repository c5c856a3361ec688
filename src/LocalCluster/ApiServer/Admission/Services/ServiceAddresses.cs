using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;

namespace LocalCluster.ApiServer.Admission.Services;

/// <summary>clusterIP and clusterIPs[0] are one thing said twice; a client may say it either way.</summary>
internal static class ServiceAddresses
{
    public static void Normalize(JsonObject service, JsonObject? old)
    {
        if (service.Object("spec") is not { } spec)
            return;
        var (one, many) = (spec.Text("clusterIP") ?? "", spec.Texts("clusterIPs").ToList());
        if (old is null)
        {
            if (one.Length > 0 && many.Count == 0)
                spec["clusterIPs"] = new JsonArray(one);
            else if (one.Length == 0 && many.Count > 0)
                spec["clusterIP"] = many[0];
            return;
        }

        var (oldOne, oldMany) = (old.Text("spec", "clusterIP") ?? "", old.Texts("spec", "clusterIPs").ToList());
        if (one.Length == 0 && many.Count > 0 && many.SequenceEqual(oldMany))
            spec.Remove("clusterIPs");
        else if (one != oldOne && one.Length > 0 && many.SequenceEqual(oldMany))
            spec["clusterIPs"] = new JsonArray(one);
        else if (one.Length > 0 && many.Count == 0)
            spec["clusterIPs"] = new JsonArray(one);
    }
}
