using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Resources;

namespace LocalCluster.ApiServer.Writes;

/// <summary>metadata.generation goes up when what is wanted changes: the spec of a built-in kind, everything but metadata and status of a custom one.</summary>
internal static class Generations
{
    public static void Count(JsonObject obj, JsonObject old, ResourceDefinition resource, UpdateScope scope)
    {
        if (scope != UpdateScope.Main || old.Generation() == 0)
            return;
        if (resource.IsCustom ? CustomChanged(obj, old, resource.Custom!.HasStatus) : BuiltInChanged(obj, old))
            obj.Metadata()["generation"] = old.Generation() + 1;
    }

    private static bool BuiltInChanged(JsonObject obj, JsonObject old) => !old.ContainsKey("spec")
        ? CustomChanged(obj, old, true)
        : !JsonNode.DeepEquals(obj["spec"], old["spec"]);

    private static bool CustomChanged(JsonObject obj, JsonObject old, bool statusIsApart) => obj.Concat(old)
        .Select(one => one.Key)
        .Distinct()
        .Where(name => name is not ("metadata" or "apiVersion" or "kind") && !(statusIsApart && name == "status"))
        .Any(name => !JsonNode.DeepEquals(obj[name], old[name]) || obj.ContainsKey(name) != old.ContainsKey(name));
}
