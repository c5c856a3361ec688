using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Patching;

/// <summary>
/// Merging lists: objects by their merge key, scalars as a set. Afterwards what the patch named stands in the patch's order, what only the
/// object had keeps its own, and the two are woven together by the object's order.
/// </summary>
internal static class StrategicList
{
    /// <summary>Both lists are used up.</summary>
    public static JsonArray Merge(JsonArray original, JsonArray patch, Schema field)
    {
        if (original.Count == 0 && patch.Count == 0)
            return original;
        if (!AreObjects(original, patch))
            return MergeScalars(original, patch);
        if (field.PatchMergeKey is not { } mergeKey)
            throw PatchException.Internal($"cannot merge lists without merge key for {field.Items?.Name}");
        (original, patch) = ApplyDirectives(original, patch, mergeKey);
        var live = original.DeepClone().AsArray();
        var order = patch.DeepClone().AsArray();
        foreach (var item in Take(patch))
            MergeItem(original, item!.AsObject(), mergeKey, field.Items);
        return Arrange(original, order, live, mergeKey);
    }

    /// <summary>Puts a merged list into order; the list is used up.</summary>
    public static JsonArray Arrange(JsonArray merged, JsonArray order, JsonArray live, string? mergeKey)
    {
        var items = Take(merged);
        foreach (var item in items.Concat(order).Where(item => mergeKey is not null && KeyOf(item, mergeKey) is null))
            throw Directives.NoMergeKey(item, mergeKey);
        var named = items.Where(item => IndexOf(order, item, mergeKey) >= 0).OrderBy(item => IndexOf(order, item, mergeKey)).ToList();
        var own = items.Where(item => IndexOf(order, item, mergeKey) < 0).OrderBy(item => Last(IndexOf(live, item, mergeKey))).ToList();
        var result = new JsonArray();
        foreach (var item in Weave(own, named, live, mergeKey))
            result.Add(item);
        return result;
    }

    /// <summary>The items of the patch have to stand in the order that the patch itself asks for, and be among those it names.</summary>
    public static void CheckOrder(JsonArray patch, JsonArray order, string? mergeKey)
    {
        if (patch.Count == 0 || order.Count == 0)
            return;
        var next = 0;
        var wanted = patch.Where(item => item is not JsonObject obj || !obj.ContainsKey(Directives.Marker)).ToList();
        foreach (var place in order)
        {
            if (next < wanted.Count && SameKey(wanted[next], place, mergeKey))
                next++;
        }

        if (next < wanted.Count)
            throw PatchException.Internal($"The order in patch list:\n{GoText.Loose(patch)}\n doesn't match {Directives.SetElementOrder} list:\n{GoText.Loose(order)}\n");
    }

    private static JsonArray MergeScalars(JsonArray original, JsonArray patch)
    {
        var live = original.DeepClone().AsArray();
        foreach (var item in patch)
        {
            if (IndexOf(original, item, null) < 0)
                original.Add(item?.DeepClone());
        }

        return Arrange(original, patch, live, null);
    }

    private static (JsonArray Original, JsonArray Patch) ApplyDirectives(JsonArray original, JsonArray patch, string mergeKey)
    {
        var plain = new JsonArray();
        var replace = false;
        foreach (var item in Take(patch))
        {
            if (item is not JsonObject obj || !obj.TryGetPropertyValue(Directives.Marker, out var directive))
                plain.Add(item);
            else if (Directives.Is(directive, "delete"))
                Delete(original, obj, mergeKey);
            else if (Directives.Is(directive, "replace"))
                replace = true;
            else if (Directives.Is(directive, "merge"))
                throw PatchException.Internal("merging lists cannot yet be specified in the patch");
            else
                throw Directives.UnknownType(directive, obj);
        }

        return replace ? (plain, []) : (original, plain);
    }

    private static void Delete(JsonArray original, JsonObject item, string mergeKey)
    {
        var key = KeyOf(item, mergeKey) ?? throw Directives.NoMergeKey(item, mergeKey);
        for (var i = original.Count - 1; i >= 0; i--)
        {
            if (JsonEquality.Same(KeyOf(original[i], mergeKey), key))
                original.RemoveAt(i);
        }
    }

    private static void MergeItem(JsonArray original, JsonObject item, string mergeKey, Schema? schema)
    {
        if (KeyOf(item, mergeKey) is null)
            throw Directives.NoMergeKey(item, mergeKey);
        var index = IndexOf(original, item, mergeKey);
        if (index < 0)
        {
            original.Add((JsonNode)item);
            return;
        }

        var existing = original[index]!.AsObject();
        original[index] = null;
        original[index] = StrategicMergePatch.MergeObject(existing, item, schema);
    }

    private static IEnumerable<JsonNode?> Weave(List<JsonNode?> own, List<JsonNode?> named, JsonArray live, string? mergeKey)
    {
        var (i, j) = (0, 0);
        while (i < own.Count && j < named.Count)
        {
            var (left, right) = (IndexOf(live, own[i], mergeKey), IndexOf(live, named[j], mergeKey));
            yield return left >= 0 && right >= 0 && left < right ? own[i++] : named[j++];
        }

        foreach (var item in own.Skip(i).Concat(named.Skip(j)))
            yield return item;
    }

    private static JsonNode?[] Take(JsonArray array)
    {
        var items = array.ToArray();
        array.Clear();
        return items;
    }

    private static bool AreObjects(JsonArray original, JsonArray patch)
    {
        var kinds = original.Concat(patch).Select(item => item?.GetValueKind()).Distinct().ToList();
        if (kinds[0] == JsonValueKind.Array)
            throw new PatchException(422, "Invalid", "lists of lists are not supported");
        if (kinds.Exists(kind => (kind == JsonValueKind.Object) != (kinds[0] == JsonValueKind.Object)))
            throw PatchException.Internal($"list element types are not identical: [{GoText.Loose(original)} {GoText.Loose(patch)}]");
        return kinds[0] == JsonValueKind.Object;
    }

    private static int Last(int index) => index < 0 ? int.MaxValue : index;

    private static int IndexOf(JsonArray list, JsonNode? item, string? mergeKey)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (SameKey(list[i], item, mergeKey))
                return i;
        }

        return -1;
    }

    private static bool SameKey(JsonNode? left, JsonNode? right, string? mergeKey) => mergeKey is null
        ? left is null ? right is null : JsonEquality.Same(left, right)
        : JsonEquality.Same(KeyOf(left, mergeKey), KeyOf(right, mergeKey));

    private static JsonNode? KeyOf(JsonNode? item, string mergeKey) => item is JsonObject obj ? obj[mergeKey] : null;
}
