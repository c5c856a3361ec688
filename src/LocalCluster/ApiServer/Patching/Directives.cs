using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Patching;

/// <summary>The directives of a strategic merge patch, and the errors they can give.</summary>
internal static class Directives
{
    public const string Marker = "$patch";
    public const string SetElementOrder = "$setElementOrder";
    public const string DeleteFromPrimitiveList = "$deleteFromPrimitiveList";
    private const string Retain = "$retainKeys";

    /// <summary><c>$patch: replace</c> stands for the rest of the patch, <c>$patch: delete</c> for an empty object.</summary>
    public static JsonObject Replacement(JsonNode? directive, JsonObject patch)
    {
        if (Is(directive, "delete"))
            return [];
        if (!Is(directive, "replace"))
            throw UnknownType(directive, patch);
        patch.Remove(Marker);
        return patch;
    }

    public static bool Is(JsonNode? directive, string name) =>
        directive is JsonValue value && value.TryGetValue<string>(out var text) && text == name;

    /// <summary>Drops from the object every key that the directive does not name; the patch itself may only speak of those.</summary>
    public static void RetainKeys(JsonObject original, JsonObject patch)
    {
        if (!patch.TryGetPropertyValue(Retain, out var list))
            return;
        patch.Remove(Retain);
        if (list is not JsonArray keys)
            throw PatchException.BadRequest("invalid patch format of retainKeys");
        var retained = keys.Select(key => key is JsonValue value && value.TryGetValue<string>(out var text) ? text : "").ToHashSet(StringComparer.Ordinal);
        if (patch.Any(member => member.Value is not null && !IsParallel(member.Key) && !retained.Contains(member.Key)))
            throw PatchException.BadRequest("invalid patch format of retainKeys");
        foreach (var key in original.Select(member => member.Key).Where(key => !retained.Contains(key)).ToArray())
            original.Remove(key);
    }

    /// <summary>The field that <c>$directive/field</c> is about.</summary>
    public static string FieldOf(string key, string prefix) => key.Length > prefix.Length + 1 && key[prefix.Length] == '/'
        ? key[(prefix.Length + 1)..]
        : throw PatchException.BadRequest(prefix == SetElementOrder ? "invalid patch format of setElementOrder list" : "invalid patch format of primitive list");

    /// <summary>What remains of a value when its directives are taken out; null when it was one itself.</summary>
    public static JsonNode? Cleaned(JsonNode? node)
    {
        if (node is JsonObject obj)
            return CleanedObject(obj);
        if (node is not JsonArray array)
            return node;
        for (var i = array.Count - 1; i >= 0; i--)
        {
            if (array[i] is JsonObject item && CleanedObject(item) is null)
                array.RemoveAt(i);
        }

        return array;
    }

    public static JsonNode WithoutNulls(JsonNode node)
    {
        foreach (var item in node as JsonArray ?? [])
            _ = item is null ? null : WithoutNulls(item);
        foreach (var (name, value) in (node as JsonObject)?.ToArray() ?? [])
        {
            if (value is null)
                node.AsObject().Remove(name);
            else
                WithoutNulls(value);
        }

        return node;
    }

    public static PatchException NoMergeKey(JsonNode? item, string? key) =>
        PatchException.Internal($"map: {GoText.Loose(item)} does not contain declared merge key: {key}");

    public static PatchException UnknownType(JsonNode? directive, JsonNode item) =>
        PatchException.Internal($"unknown patch type: {GoText.Loose(directive)} in map: {GoText.Loose(item)}");

    public static PatchException BadArgument(string expected, JsonNode? actual) =>
        PatchException.Internal($"expected a {expected}, but received a {GoText.TypeName(actual)}");

    private static JsonObject? CleanedObject(JsonObject obj)
    {
        if (obj.ContainsKey(Marker))
            return null;
        foreach (var (name, value) in obj.ToArray())
        {
            if (value is not null && Cleaned(value) is null)
                obj.Remove(name);
        }

        return obj;
    }

    private static bool IsParallel(string key) =>
        key.StartsWith(SetElementOrder, StringComparison.Ordinal) || key.StartsWith(DeleteFromPrimitiveList, StringComparison.Ordinal);
}
