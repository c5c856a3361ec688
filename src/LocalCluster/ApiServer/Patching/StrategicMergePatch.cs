using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Patching;

/// <summary>
/// Strategic merge patch, for built-in kinds: a merge patch that knows from the schema which lists merge and by which key, with the
/// directives <c>$patch</c>, <c>$retainKeys</c>, <c>$setElementOrder/…</c> and <c>$deleteFromPrimitiveList/…</c>.
/// </summary>
internal static class StrategicMergePatch
{
    /// <summary>Answers a new object; neither argument is changed.</summary>
    public static JsonObject Apply(JsonObject target, JsonObject patch, Schema s) =>
        MergeObject(target.DeepClone().AsObject(), patch.DeepClone().AsObject(), s);

    /// <summary>Both arguments are used up.</summary>
    internal static JsonObject MergeObject(JsonObject original, JsonObject patch, Schema? schema)
    {
        if (patch.TryGetPropertyValue(Directives.Marker, out var directive))
            return Directives.Replacement(directive, patch);
        Directives.RetainKeys(original, patch);
        foreach (var key in Keys(patch, Directives.SetElementOrder))
            MergeOrdered(original, patch, key, schema);
        foreach (var (key, value) in patch.ToArray())
        {
            patch.Remove(key);
            if (key.StartsWith(Directives.DeleteFromPrimitiveList, StringComparison.Ordinal))
                DeleteFromList(original, Directives.FieldOf(key, Directives.DeleteFromPrimitiveList), value);
            else
                MergeMember(original, key, value, schema);
        }

        return original;
    }

    private static void MergeMember(JsonObject original, string key, JsonNode? value, Schema? schema)
    {
        if (value is null)
        {
            original.Remove(key);
            return;
        }

        var field = schema?.Member(key);
        original.TryGetPropertyValue(key, out var existing);
        var merged = (existing, value) switch
        {
            (JsonObject old, JsonObject members) when !Replaces(field) => MergeObject(Detach(original, key, old), members, field),
            (JsonArray old, JsonArray items) when Merges(field) => StrategicList.Merge(Detach(original, key, old), items, field!),
            (JsonObject, JsonObject) or (JsonArray, JsonArray) => value,
            (null, _) => Directives.Cleaned(Directives.WithoutNulls(value)),
            _ when existing.GetValueKind() != value.GetValueKind() => Directives.Cleaned(Directives.WithoutNulls(value)),
            _ => value,
        };
        if (merged is null)
            original.Remove(key);
        else
            original[key] = merged;
    }

    /// <summary>A list whose order the patch fixes: merged first, then put into the order of the patch, then that of the object.</summary>
    private static void MergeOrdered(JsonObject original, JsonObject patch, string key, Schema? schema)
    {
        var order = patch[key] as JsonArray ?? throw Directives.BadArgument("[]interface {}", patch[key]);
        patch.Remove(key);
        var name = Directives.FieldOf(key, Directives.SetElementOrder);
        var field = schema?.Member(name)
            ?? throw PatchException.Internal($"unable to find api field in struct {schema?.Name} for the json field {GoText.Quote(name)}");
        var before = original[name] as JsonArray;
        var items = patch[name] as JsonArray;
        if (items is not null)
            StrategicList.CheckOrder(items, order, field.PatchMergeKey);
        if (before is null && items is null)
            return;
        patch.Remove(name);
        var live = before?.DeepClone().AsArray() ?? [];
        var merged = Merged(before is null ? null : Detach(original, name, before), items, field);
        original[name] = StrategicList.Arrange(merged, order, live, field.PatchMergeKey);
    }

    private static JsonArray Merged(JsonArray? before, JsonArray? items, Schema field) => (before, items) switch
    {
        ({ } old, null) => old,
        (null, { } added) => Directives.Cleaned(added)!.AsArray(),
        ({ } old, { } added) when Merges(field) => StrategicList.Merge(old, added, field),
        (_, var replacing) => replacing!,
    };

    private static void DeleteFromList(JsonObject original, string name, JsonNode? value)
    {
        if (original[name] is not JsonArray existing)
            return;
        var doomed = value as JsonArray ?? throw Directives.BadArgument("[]interface {}", value);
        for (var i = existing.Count - 1; i >= 0; i--)
        {
            if (doomed.Any(item => JsonEquality.Same(item, existing[i])))
                existing.RemoveAt(i);
        }
    }

    private static bool Merges(Schema? field) => field?.PatchStrategies.Contains("merge") == true;

    private static bool Replaces(Schema? field) => field?.PatchStrategies.Contains("replace") == true;

    private static T Detach<T>(JsonObject parent, string name, T child)
        where T : JsonNode
    {
        parent.Remove(name);
        return child;
    }

    private static string[] Keys(JsonObject patch, string prefix) =>
        [.. patch.Select(member => member.Key).Where(key => key.StartsWith(prefix, StringComparison.Ordinal))];
}
