using System.Text.Json.Nodes;

namespace Operator.Desired;

/// <summary>
/// Strategic merge of a pod template, as <c>kubectl patch</c> does it: maps field by field, null removes, lists with a merge key item by
/// item, all other lists as a whole, and the directives <c>$patch: replace</c> and <c>$patch: delete</c>. Merge keys: the API's own
/// (x-kubernetes-patch-merge-key in its OpenAPI).
/// </summary>
internal static class StrategicMerge
{
    private const string Directive = "$patch";

    private static readonly Dictionary<string, string> MergeKeys = new(StringComparer.Ordinal)
    {
        ["containers"] = "name",
        ["initContainers"] = "name",
        ["ephemeralContainers"] = "name",
        ["volumes"] = "name",
        ["env"] = "name",
        ["ports"] = "containerPort",
        ["volumeMounts"] = "mountPath",
        ["volumeDevices"] = "devicePath",
        ["imagePullSecrets"] = "name",
        ["hostAliases"] = "ip",
        ["topologySpreadConstraints"] = "topologyKey",
        ["resourceClaims"] = "name",
        ["schedulingGates"] = "name",
    };

    /// <summary>A new object; neither argument is changed.</summary>
    public static JsonObject Merge(JsonObject target, JsonObject patch)
    {
        if (IsDirective(patch, "replace")) return Plain(patch);
        var result = target.DeepClone().AsObject();
        foreach (var (key, value) in patch)
        {
            if (key == Directive) continue;
            if (value is null) result.Remove(key);
            else result[key] = Combine(key, result[key], value);
        }

        return result;
    }

    private static JsonNode? Combine(string key, JsonNode? target, JsonNode value) => (target, value) switch
    {
        (JsonObject there, JsonObject patch) => Merge(there, patch),
        (_, JsonObject patch) => Merge([], patch),
        (JsonArray there, JsonArray patch) when MergeKeys.TryGetValue(key, out var mergeKey) => MergeLists(there, patch, mergeKey),
        (_, JsonArray patch) => MergeLists([], patch, MergeKeys.GetValueOrDefault(key)),
        _ => value.DeepClone(),
    };

    private static JsonArray MergeLists(JsonArray target, JsonArray patch, string? mergeKey)
    {
        if (mergeKey is null) return patch.DeepClone().AsArray();
        var replaces = patch.Any(item => item is JsonObject { Count: 1 } json && IsDirective(json, "replace"));
        List<JsonNode?> items = replaces ? [] : [.. target.Select(item => item?.DeepClone())];
        foreach (var item in patch)
        {
            if (item is not JsonObject json) items.Add(item?.DeepClone());
            else if (!(json.Count == 1 && json.ContainsKey(Directive))) MergeItem(items, json, mergeKey);
        }

        return new JsonArray([.. items]);
    }

    /// <summary>Items of the target keep their order; new ones follow, as in the patch.</summary>
    private static void MergeItem(List<JsonNode?> items, JsonObject patch, string mergeKey)
    {
        var index = items.FindIndex(item => item is JsonObject there && JsonNode.DeepEquals(there[mergeKey], patch[mergeKey]));
        if (IsDirective(patch, "delete"))
        {
            if (index >= 0) items.RemoveAt(index);
        }
        else if (index >= 0)
        {
            items[index] = Merge(items[index]!.AsObject(), patch);
        }
        else
        {
            items.Add(Merge([], patch));
        }
    }

    private static bool IsDirective(JsonObject patch, string value) =>
        patch[Directive] is JsonValue directive && directive.TryGetValue<string>(out var text) && text == value;

    private static JsonObject Plain(JsonObject patch)
    {
        var result = patch.DeepClone().AsObject();
        result.Remove(Directive);
        return result;
    }
}
