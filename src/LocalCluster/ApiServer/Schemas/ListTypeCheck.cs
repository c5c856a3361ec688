using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.Schemas;

/// <summary>A set has no value twice, a list-map no keys twice.</summary>
internal static class ListTypeCheck
{
    public static IReadOnlyList<FieldError> Validate(JsonObject obj, Schema schema)
    {
        List<FieldError> errors = [];
        CheckObject(obj, schema, ValuePath.Root, errors);
        return errors;
    }

    private static void CheckObject(JsonObject obj, Schema schema, ValuePath path, List<FieldError> errors)
    {
        foreach (var (name, value) in obj)
        {
            if (value is JsonObject or JsonArray && schema.Member(name) is { } member)
                Check(value, member, schema.Properties.ContainsKey(name) ? path.Child(name) : path.Key(name), errors);
        }
    }

    private static void Check(JsonNode? value, Schema schema, ValuePath path, List<FieldError> errors)
    {
        if (value is JsonObject obj)
            CheckObject(obj, schema, path, errors);
        if (value is not JsonArray array)
            return;
        if (schema.ListType == "set")
            AddDuplicates([.. array], path, errors);
        else if (schema.ListType == "map")
            CheckListMap(array, schema, path, errors);
        for (var i = 0; schema.Items is not null && i < array.Count; i++)
        {
            if (array[i] is JsonObject or JsonArray)
                Check(array[i], schema.Items, path.Item(i), errors);
        }
    }

    private static void CheckListMap(JsonArray array, Schema schema, ValuePath path, List<FieldError> errors)
    {
        for (var i = 0; i < array.Count; i++)
        {
            if (array[i] is null or JsonObject)
                continue;
            errors.Add(FieldError.Invalid(path.Item(i).ToString(), array[i], "must be an object for an array of list-type map"));
            return;
        }

        if (array.Count > 1)
            AddDuplicates([.. array.Select(item => KeysOf(item, schema.ListMapKeys))], path, errors);
    }

    private static JsonObject KeysOf(JsonNode? item, IReadOnlyList<string> keys)
    {
        var found = new JsonObject();
        foreach (var key in keys)
        {
            if (item is JsonObject obj && obj.TryGetPropertyValue(key, out var value))
                found[key] = value?.DeepClone();
        }

        return found;
    }

    /// <summary>A value that stands there three times is told once.</summary>
    private static void AddDuplicates(IReadOnlyList<JsonNode?> values, ValuePath path, List<FieldError> errors)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; values.Count > 1 && i < values.Count; i++)
        {
            var text = GoText.Json(values[i]);
            seen[text] = seen.GetValueOrDefault(text) + 1;
            if (seen[text] == 2)
                errors.Add(FieldError.Duplicate(path.Item(i).ToString(), values[i]));
        }
    }
}
