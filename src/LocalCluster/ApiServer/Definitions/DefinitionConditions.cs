using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;

namespace LocalCluster.ApiServer.Definitions;

/// <summary>The conditions in a definition's status.</summary>
internal static class DefinitionConditions
{
    public static bool IsTrue(JsonObject definition, string type) =>
        definition.Items("status", "conditions").Any(condition => condition.Text("type") == type && condition.Text("status") == "True");

    /// <summary>The time moves only with the status.</summary>
    public static void Set(JsonObject definition, string type, bool status, string reason, string message, DateTimeOffset now)
    {
        var conditions = definition.ObjectOrNew("status")["conditions"] as JsonArray ?? [];
        definition["status"]!["conditions"] = conditions.Parent is null ? conditions : conditions.DeepClone();
        conditions = definition.Array("status", "conditions")!;
        var found = conditions.OfType<JsonObject>().FirstOrDefault(condition => condition.Text("type") == type);
        if (found is null)
        {
            found = [];
            conditions.Add((JsonNode)found);
        }

        var text = status ? "True" : "False";
        var time = found.Text("status") == text ? found.Text("lastTransitionTime")! : ObjectMeta.Time(now);
        found["type"] = type;
        found["status"] = text;
        found["lastTransitionTime"] = time;
        found["reason"] = reason;
        found["message"] = message;
    }
}
