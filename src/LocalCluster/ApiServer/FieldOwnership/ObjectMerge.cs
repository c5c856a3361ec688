using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.FieldOwnership;

/// <summary>
/// Lays an applied object over a live one. Nothing is removed; where both have a leaf, the applied one wins; lists keep the live order
/// unless the applied object says otherwise.
/// </summary>
internal static class ObjectMerge
{
    /// <summary>Answers a new object; the arguments are not changed.</summary>
    public static JsonObject Merge(JsonObject live, JsonObject applied, FieldType type) =>
        Merge(Slot.Of(live), Slot.Of(applied), type).Map ?? [];

    private static Slot Merge(Slot live, Slot applied, FieldType type)
    {
        if (!applied.IsPresent)
            return Copy(live);
        return type.FormOf(applied.Value) switch
        {
            FieldType.Form.Scalar => Copy(applied),
            FieldType.Form.Map => MergeMaps(live, applied, type),
            _ => MergeLists(live, applied, type),
        };
    }

    private static Slot MergeMaps(Slot live, Slot applied, FieldType type)
    {
        if (type.MapIsAtomic || (live.Map is null or { Count: 0 } && applied.Map is null or { Count: 0 }))
            return Copy(applied);
        var merged = new JsonObject();
        foreach (var (name, value) in live.Map ?? [])
            Put(merged, name, Merge(Slot.Of(value), applied.Member(name), type.Member(name) ?? type));
        foreach (var (name, value) in applied.Map ?? [])
        {
            if (!live.Member(name).IsPresent)
                Put(merged, name, Merge(Slot.Absent, Slot.Of(value), type.Member(name) ?? type));
        }

        return merged.Count > 0 ? Slot.Of(merged) : Slot.Absent;
    }

    private static Slot MergeLists(Slot live, Slot applied, FieldType type)
    {
        if (type.ListIsAtomic || (live.List is null or { Count: 0 } && applied.List is null or { Count: 0 }))
            return Copy(applied);
        var old = ListItems.Group(live.List, type);
        var now = ListItems.Group(applied.List, type);
        var result = new JsonArray();
        foreach (var (element, left, right) in Interleave(old, now))
            AddItem(result, element, left, right, type);
        return result.Count > 0 ? Slot.Of(result) : Slot.Absent;
    }

    /// <summary>Live duplicates stay as they are unless the item is applied; then one item takes their place.</summary>
    private static void AddItem(JsonArray result, PathElement element, List<JsonNode?>? live, JsonNode? applied, FieldType type)
    {
        if (applied is null)
        {
            foreach (var item in live!)
                result.Add(item?.DeepClone());
            return;
        }

        var old = live is { Count: 1 } ? Slot.Of(live[0]) : Slot.Absent;
        if (Merge(old, Slot.Of(applied), type.Items) is { IsPresent: true } merged)
            result.Add(merged.Value);
    }

    /// <summary>
    /// Items of both lists in the applied order; what only the live list has keeps its place relative to the shared items around it.
    /// </summary>
    private static IEnumerable<(PathElement Element, List<JsonNode?>? Live, JsonNode? Applied)> Interleave(
        List<(PathElement Element, List<JsonNode?> Items)> live, List<(PathElement Element, List<JsonNode?> Items)> applied)
    {
        var old = live.ToDictionary(g => g.Element, g => g.Items);
        var wanted = applied.ToDictionary(g => g.Element, g => g.Items[0]);
        var shared = new Queue<PathElement>(applied.Select(g => g.Element).Where(old.ContainsKey));
        var (i, j) = (0, 0);
        var done = new HashSet<PathElement>();
        while (i < live.Count || j < applied.Count)
        {
            if (i < live.Count && j < applied.Count && live[i].Element != applied[j].Element
                && wanted.ContainsKey(live[i].Element) && shared.TryPeek(out var next) && next != live[i].Element)
            {
                i++;
                continue;
            }

            if (i < live.Count && !wanted.ContainsKey(live[i].Element))
            {
                yield return (live[i].Element, live[i].Items, null);
                i++;
                continue;
            }

            if (i < live.Count && (done.Contains(live[i].Element) || (j < applied.Count && live[i].Element == applied[j].Element)))
                i++;
            if (j >= applied.Count)
                continue;
            var (element, items) = applied[j++];
            done.Add(element);
            if (shared.TryPeek(out next) && next == element)
                shared.Dequeue();
            yield return (element, old.GetValueOrDefault(element), items[0]);
        }
    }

    private static void Put(JsonObject merged, string name, Slot slot)
    {
        if (slot.IsPresent)
            merged[name] = slot.Value;
    }

    private static Slot Copy(Slot slot) => slot.IsPresent ? Slot.Of(slot.Value?.DeepClone()) : slot;
}
