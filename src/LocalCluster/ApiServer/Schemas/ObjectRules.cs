using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.Schemas;

/// <summary>Members of an object: their number, which are required, which are allowed, and each against its own schema.</summary>
internal static class ObjectRules
{
    public static void Check(JsonObject obj, Schema schema, ValuePath path, Correlation? correlation, ValueErrors errors)
    {
        var (min, max) = (schema.Rules.MinProperties, schema.Rules.MaxProperties);
        if (obj.Count < min)
            errors.Invalid(path.ToString(), (long)obj.Count, $"{path} in body should have at least {min} properties");
        if (obj.Count > max)
            errors.Add(FieldError.TooMany(errors.Field(path.ToString()), obj.Count, max.Value));
        CheckMembers(obj, schema, path, correlation, errors);
        foreach (var name in schema.Required)
        {
            if (!obj.ContainsKey(name))
                errors.Add(FieldError.Required(errors.Field($"{path}.{name}")));
        }

        errors.Matches++;
    }

    private static void CheckMembers(JsonObject obj, Schema schema, ValuePath path, Correlation? correlation, ValueErrors errors)
    {
        foreach (var (name, value) in obj)
        {
            if (schema.Member(name) is { } member)
                ValueValidation.Check(value, member, path.Child(name), Correlated(correlation, path, name), errors);
            else if (schema.ForbidsAdditionalProperties)
                errors.Invalid(path.ToString(), name, $"{path}.{name} in body is a forbidden property");
        }
    }

    /// <summary>The type of the whole object is never forgiven for not having changed.</summary>
    private static Correlation? Correlated(Correlation? correlation, ValuePath path, string name) =>
        path.IsRoot && name is "kind" or "apiVersion" ? null : correlation?.Member(name);
}
