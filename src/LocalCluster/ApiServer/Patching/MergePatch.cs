using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.Patching;

/// <summary>
/// JSON merge patch (RFC 7386): objects merge, null removes, everything else replaces. As on the server, nulls inside a list that takes
/// a place are dropped too, which the RFC would keep.
/// </summary>
internal static class MergePatch
{
    /// <summary>Answers a new object; neither argument is changed.</summary>
    public static JsonObject Apply(JsonObject target, JsonObject patch)
    {
        var result = target.DeepClone().AsObject();
        Merge(result, patch);
        return result;
    }

    private static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is null)
                target.Remove(name);
            else if (target[name] is not JsonObject existing)
                target[name] = WithoutNulls(value);
            else if (value is JsonObject members)
                Merge(existing, members);
            else
                target[name] = value.DeepClone();
        }
    }

    private static JsonNode WithoutNulls(JsonNode value)
    {
        var copy = value.DeepClone();
        RemoveNulls(copy);
        return copy;
    }

    private static void RemoveNulls(JsonNode? node)
    {
        if (node is JsonObject obj)
            RemoveNullMembers(obj);
        foreach (var item in node as JsonArray ?? [])
            RemoveNulls(item);
    }

    private static void RemoveNullMembers(JsonObject obj)
    {
        foreach (var name in obj.Where(member => member.Value is null).Select(member => member.Key).ToArray())
            obj.Remove(name);
        foreach (var (_, value) in obj)
            RemoveNulls(value);
    }
}
