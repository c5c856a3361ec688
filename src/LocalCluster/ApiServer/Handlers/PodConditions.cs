using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;

namespace LocalCluster.ApiServer.Handlers;

/// <summary>Conditions that the server itself writes into a pod's status.</summary>
internal static class PodConditions
{
    public static void Set(JsonObject pod, string type, string status, string? reason, string? message, DateTimeOffset now)
    {
        var conditions = pod.ObjectOrNew("status");
        if (conditions["conditions"] is not JsonArray list)
            conditions["conditions"] = list = [];
        var condition = list.OfType<JsonObject>().FirstOrDefault(one => one.Text("type") == type);
        if (condition is null)
        {
            condition = new JsonObject { ["type"] = type };
            list.Add((JsonNode)condition);
        }

        if (condition.Text("status") != status)
            condition["lastTransitionTime"] = ObjectMeta.Time(now);
        condition["status"] = status;
        condition["lastProbeTime"] = null;
        foreach (var (name, text) in new[] { ("reason", reason), ("message", message) })
        {
            if (text is not null)
                condition[name] = text;
        }
    }
}
