using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.Schemas;

/// <summary>
/// Values against a schema: types, enumerations, ranges, lengths, patterns, formats, required fields and combinations, in the words of
/// the server's OpenAPI validator. The order of checks on one value is its order too; it decides which errors hide others.
/// </summary>
internal static class ValueValidation
{
    public static void Validate(JsonNode? value, JsonNode? old, Schema schema, string? root, List<FieldError> errors)
    {
        var found = new ValueErrors(root);
        Check(value, schema, ValuePath.Root, old is null ? null : new Correlation(value, old, schema), found);
        errors.AddRange(found.All);
    }

    /// <summary>Whether a single value satisfies its schema, and if not why: for defaults.</summary>
    public static IReadOnlyList<FieldError> Validate(JsonNode? value, Schema schema, string path)
    {
        List<FieldError> errors = [];
        Validate(value, null, schema, path, errors);
        return errors;
    }

    /// <summary>With a correlation to the old value, errors of a value that did not change are forgotten.</summary>
    internal static void Check(JsonNode? value, Schema schema, ValuePath path, Correlation? correlation, ValueErrors errors)
    {
        var before = errors.Count;
        if (value is null)
        {
            TypeRules.Check(null, schema, path, errors);
            CheckEnum(null, schema, path, errors);
        }
        else
        {
            CheckValue(value, schema, path, correlation, errors);
        }

        if (errors.Count > before && correlation is not null && correlation.IsUnchanged)
            errors.Forget(before);
    }

    private static void CheckValue(JsonNode value, Schema schema, ValuePath path, Correlation? correlation, ValueErrors errors)
    {
        if (TypeRules.Apply(schema))
        {
            TypeRules.Check(value, schema, path, errors);
            errors.Matches++;
        }

        CombinationRules.Check(value, schema, path, errors);
        errors.Matches++;
        CheckScalar(value, schema, path, errors);
        if (value is JsonArray array)
            CheckArray(array, schema, path, correlation, errors);
        CheckEnum(value, schema, path, errors);
        errors.Matches++;
        if (value is JsonObject obj)
            ObjectRules.Check(obj, schema, path, correlation, errors);
        errors.Matches++;
    }

    private static void CheckScalar(JsonNode value, Schema schema, ValuePath path, ValueErrors errors)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.String:
                StringRules.Check(value.GetValue<string>(), schema, path, errors);
                break;
            case JsonValueKind.Number:
                NumberRules.Check(value, schema, path, errors);
                errors.Matches += 2;
                break;
        }
    }

    private static void CheckArray(JsonArray array, Schema schema, ValuePath path, Correlation? correlation, ValueErrors errors)
    {
        for (var i = 0; schema.Items is not null && i < array.Count; i++)
            Check(array[i], schema.Items, path.Item(i), correlation?.Item(i), errors);
        var (min, max) = (schema.Rules.MinItems, schema.Rules.MaxItems);
        if (array.Count < min)
            errors.Invalid(path.ToString(), (long)array.Count, $"{path} in body should have at least {min} items");
        if (array.Count > max)
            errors.Add(FieldError.TooMany(errors.Field(path.ToString()), array.Count, max.Value));
        if (schema.Rules.UniqueItems && HasDuplicates(array))
            errors.Invalid(path.ToString(), null, $"{path} in body shouldn't contain duplicates");
        errors.Matches += 2;
    }

    private static bool HasDuplicates(JsonArray array)
    {
        for (var i = 1; i < array.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (array[i] is null ? array[j] is null : JsonEquality.Same(array[i], array[j]))
                    return true;
            }
        }

        return false;
    }

    private static void CheckEnum(JsonNode? value, Schema schema, ValuePath path, ValueErrors errors)
    {
        var allowed = schema.Rules.Enum;
        if (allowed.Count == 0 || (value is not null && allowed.Any(entry => IsEntry(value, entry))))
            return;
        errors.Add(FieldError.NotSupported(errors.Field(path.ToString()), value, allowed.Select(Shown)));
    }

    /// <summary>A number with a fraction is compared with a whole entry after its fraction is dropped, as Go converts it.</summary>
    private static bool IsEntry(JsonNode value, JsonNode? entry) =>
        JsonEquality.Same(value, entry)
        || (JsonNumbers.TryWhole(entry, out var whole) && JsonNumbers.IsNumber(value) && Math.Truncate(JsonNumbers.Double(value)) == whole);

    private static string Shown(JsonNode? entry) =>
        entry is JsonValue value && value.TryGetValue<string>(out var text) ? text : GoText.Json(entry);
}
