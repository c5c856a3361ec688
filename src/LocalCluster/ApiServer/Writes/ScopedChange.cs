using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Resources;

namespace LocalCluster.ApiServer.Writes;

/// <summary>Puts back what an update through this endpoint may not touch.</summary>
internal static class ScopedChange
{
    public static void Restrict(JsonObject obj, JsonObject old, ResourceDefinition resource, UpdateScope scope)
    {
        switch (scope)
        {
            case UpdateScope.Main when resource.HasStatus:
                Restore(obj, old, "status");
                break;
            case UpdateScope.StatusOnly when resource.IsCustom:
                RestoreAllButStatus(obj, old);
                break;
            case UpdateScope.StatusOnly:
                Restore(obj, old, "spec");
                break;
        }
    }

    private static void RestoreAllButStatus(JsonObject obj, JsonObject old)
    {
        var managed = obj.Metadata()["managedFields"]?.DeepClone();
        foreach (var name in obj.Select(one => one.Key).Where(name => name != "status" && !old.ContainsKey(name)).ToList())
            obj.Remove(name);
        foreach (var name in old.Select(one => one.Key).Where(name => name != "status"))
            Restore(obj, old, name);
        if (managed is not null)
            obj.Metadata()["managedFields"] = managed;
    }

    private static void Restore(JsonObject obj, JsonObject old, string name)
    {
        if (old.TryGetPropertyValue(name, out var value))
            obj[name] = value?.DeepClone();
        else
            obj.Remove(name);
    }
}
