using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.Schemas;

/// <summary>anyOf, oneOf, allOf and not. When no alternative fits, the errors of the one that came closest are told with it.</summary>
internal static class CombinationRules
{
    public static void Check(JsonNode value, Schema schema, ValuePath path, ValueErrors errors)
    {
        if (schema.AnyOf.Count > 0)
            CheckAny(value, schema, path, errors);
        if (schema.OneOf.Count > 0)
            CheckOne(value, schema, path, errors);
        if (schema.AllOf.Count > 0)
            CheckAll(value, schema, path, errors);
        if (schema.Not is { } not && Try(value, not, path, errors).Count == 0)
            errors.Combined($"{GoText.Quote(path.ToString())} must not validate the schema (not)");
        errors.Matches++;
    }

    private static void CheckAny(JsonNode value, Schema schema, ValuePath path, ValueErrors errors)
    {
        ValueErrors? best = null;
        foreach (var alternative in schema.AnyOf)
        {
            var result = Try(value, alternative, path, errors);
            if (result.Count == 0)
            {
                errors.Merge(result);
                return;
            }

            best = best is null || result.Matches > best.Matches ? result : best;
        }

        errors.Combined($"{GoText.Quote(path.ToString())} must validate at least one schema (anyOf)");
        errors.Merge(best!);
    }

    private static void CheckOne(JsonNode value, Schema schema, ValuePath path, ValueErrors errors)
    {
        var results = schema.OneOf.Select(alternative => Try(value, alternative, path, errors)).ToList();
        var valid = results.Count(r => r.Count == 0);
        if (valid == 1)
        {
            errors.Merge(results.First(r => r.Count == 0));
            return;
        }

        var found = valid == 0 ? "Found none valid" : $"Found {valid} valid alternatives";
        errors.Combined($"{GoText.Quote(path.ToString())} must validate one and only one schema (oneOf). {found}");
        if (valid == 0)
            errors.Merge(results.MaxBy(r => r.Matches)!);
    }

    private static void CheckAll(JsonNode value, Schema schema, ValuePath path, ValueErrors errors)
    {
        var valid = 0;
        foreach (var part in schema.AllOf)
        {
            var result = Try(value, part, path, errors);
            valid += result.Count == 0 ? 1 : 0;
            errors.Merge(result);
        }

        if (valid != schema.AllOf.Count)
            errors.Combined($"{GoText.Quote(path.ToString())} must validate all the schemas (allOf){(valid == 0 ? ". None validated" : "")}");
    }

    private static ValueErrors Try(JsonNode value, Schema schema, ValuePath path, ValueErrors errors)
    {
        var result = new ValueErrors(errors.Root);
        ValueValidation.Check(value, schema, path, null, result);
        return result;
    }
}
