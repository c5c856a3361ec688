using System.Globalization;

namespace LocalCluster.ApiServer.Selectors;

/// <summary>One condition on the labels of an object.</summary>
internal sealed record LabelRequirement(string Key, LabelOperator Operator, IReadOnlySet<string> Values)
{
    public bool Matches(IReadOnlyDictionary<string, string> labels)
    {
        var has = labels.TryGetValue(Key, out var value);
        return Operator switch
        {
            LabelOperator.In => has && Values.Contains(value!),
            LabelOperator.NotIn => !has || !Values.Contains(value!),
            LabelOperator.Exists => has,
            LabelOperator.DoesNotExist => !has,
            LabelOperator.GreaterThan => has && Compare(value!) > 0,
            LabelOperator.LessThan => has && Compare(value!) < 0,
            _ => throw new InvalidOperationException($"unknown operator {Operator}"),
        };
    }

    private int Compare(string value) =>
        long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && long.TryParse(Values.First(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var bound)
            ? number.CompareTo(bound)
            : 0;
}
