namespace Kubernetes.Models.Meta;

/// <summary>A label selector that can be asked: every requirement must hold. The empty one matches everything.</summary>
public sealed class Selector
{
    private readonly IReadOnlyList<SelectorRequirement> _requirements;

    private Selector(IReadOnlyList<SelectorRequirement> requirements) => _requirements = requirements;

    public static Selector Everything { get; } = new([]);

    /// <summary>Reads the text form, such as <c>app=web,tier in (a,b),!legacy</c>.</summary>
    /// <exception cref="FormatException">The text is not a selector.</exception>
    public static Selector Parse(string? text) =>
        string.IsNullOrWhiteSpace(text) ? Everything : new([.. SelectorText.Split(text).Select(SelectorText.Requirement)]);

    /// <summary>The selector of an object's spec; null selects nothing there, so it is the caller's to decide.</summary>
    public static Selector From(LabelSelector selector)
    {
        var labels = (selector.MatchLabels ?? new Dictionary<string, string>()).Select(pair => new SelectorRequirement(pair.Key, "In", [pair.Value]));
        var expressions = (selector.MatchExpressions ?? []).Select(e => new SelectorRequirement(e.Key, e.Operator, e.Values ?? []));
        return new([.. labels, .. expressions]);
    }

    public bool Matches(IReadOnlyDictionary<string, string>? labels)
    {
        foreach (var requirement in _requirements)
        {
            if (!requirement.Holds(labels)) return false;
        }

        return true;
    }

    /// <summary>The text form, for a list or a watch.</summary>
    public override string ToString() => string.Join(',', _requirements);
}
