namespace Kubernetes.Models.Meta;

/// <summary>One requirement of a <see cref="Selector"/>: In, NotIn, Exists or DoesNotExist.</summary>
internal sealed record SelectorRequirement(string Key, string Operator, IReadOnlyList<string> Values)
{
    /// <exception cref="FormatException">The operator is none of the four.</exception>
    public bool Holds(IReadOnlyDictionary<string, string>? labels)
    {
        string? value = null;
        var present = labels is not null && labels.TryGetValue(Key, out value);
        return Operator switch
        {
            "In" => present && Values.Contains(value!),
            // An object without the label is not in the set either: that is Kubernetes' reading.
            "NotIn" => !present || !Values.Contains(value!),
            "Exists" => present,
            "DoesNotExist" => !present,
            _ => throw new FormatException($"'{Operator}' is no operator of a label selector: write In, NotIn, Exists or DoesNotExist."),
        };
    }

    public override string ToString() => Operator switch
    {
        "In" when Values.Count == 1 => $"{Key}={Values[0]}",
        "In" => $"{Key} in ({string.Join(',', Values)})",
        "NotIn" => $"{Key} notin ({string.Join(',', Values)})",
        "DoesNotExist" => $"!{Key}",
        _ => Key,
    };
}
