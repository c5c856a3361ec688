namespace LocalCluster.ApiServer.Schemas;

/// <summary>Length, pattern and format of a string; of length and pattern only the first failure is told.</summary>
internal static class StringRules
{
    public static void Check(string text, Schema schema, ValuePath path, ValueErrors errors)
    {
        CheckText(text, schema.Rules, path, errors);
        errors.Matches++;
        if (StringFormats.Of(schema) is not { } format)
            return;
        if (!StringFormats.IsValid(format, text))
            errors.Add(FieldError.TypeInvalid(errors.Field(path.ToString()), text, $"{path} in body must be of type {schema.Format}: {GoText.Quote(text)}"));
        errors.Matches++;
    }

    private static void CheckText(string text, ValueRules rules, ValuePath path, ValueErrors errors)
    {
        if (rules is { MaxLength: null, MinLength: null, Pattern: null })
            return;
        var length = text.EnumerateRunes().Count();
        if (length > rules.MaxLength)
            errors.Add(FieldError.TooLong(errors.Field(path.ToString()), rules.MaxLength.Value));
        else if (length < rules.MinLength)
            errors.Invalid(path.ToString(), text, $"{path} in body should be at least {rules.MinLength} chars long");
        else if (!string.IsNullOrEmpty(rules.Pattern) && !Patterns.IsMatch(rules.Pattern, text))
            errors.Invalid(path.ToString(), text, $"{path} in body should match '{rules.Pattern}'");
    }
}
