using System.Globalization;
using LocalCluster.ApiServer.Admission;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Selectors;

/// <summary>What may stand in a selector as a label's key and as its value.</summary>
internal static class LabelSyntax
{
    public static void CheckKey(string key)
    {
        var wrong = NameSyntax.QualifiedName(key);
        if (wrong.Count > 0)
            throw new SelectorException(FieldError.Invalid("key", key, string.Join("; ", wrong)).ToString());
    }

    public static void CheckValues(string key, LabelOperator op, IReadOnlySet<string> values)
    {
        if (op is LabelOperator.GreaterThan or LabelOperator.LessThan)
            CheckInteger(values);
        var index = 0;
        foreach (var value in values)
        {
            var wrong = NameSyntax.LabelValue(value);
            if (wrong.Count > 0)
                throw new SelectorException(FieldError.Invalid($"values[{index}][{key}]", value, string.Join("; ", wrong)).ToString());
            index++;
        }
    }

    private static void CheckInteger(IReadOnlySet<string> values)
    {
        var value = values.First();
        if (!long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
        {
            throw new SelectorException(
                FieldError.Invalid("values[0]", value, "for 'Gt', 'Lt' operators, the value must be an integer").ToString());
        }
    }
}
