using System.Text;

namespace LocalCluster.ApiServer.Selectors;

/// <summary>Conditions on fields: <c>metadata.name=a,status.phase!=Running</c>.</summary>
internal sealed record FieldSelector(IReadOnlyList<FieldRequirement> Requirements)
{
    public static FieldSelector Everything { get; } = new([]);

    public bool IsEverything => Requirements.Count == 0;

    /// <exception cref="SelectorException">With the words of k8s.io/apimachinery/pkg/fields.</exception>
    public static FieldSelector Parse(string text) =>
        string.IsNullOrEmpty(text) ? Everything : new([.. Terms(text).Where(term => term.Length > 0).Select(term => Term(text, term))]);

    public bool Matches(Func<string, string> valueOf)
    {
        foreach (var requirement in Requirements)
        {
            if (valueOf(requirement.Field) == requirement.Value != requirement.Equal)
                return false;
        }

        return true;
    }

    private static FieldRequirement Term(string selector, string term)
    {
        foreach (var (op, equal) in new[] { ("!=", false), ("==", true), ("=", true) })
        {
            var at = FirstOperator(term);
            if (at >= 0 && string.CompareOrdinal(term, at, op, 0, op.Length) == 0)
                return new FieldRequirement(term[..at], Unescape(term[(at + op.Length)..]), equal);
        }

        throw new SelectorException($"invalid selector: '{selector}'; can't understand '{term}'");
    }

    private static int FirstOperator(string term)
    {
        for (var i = 0; i < term.Length; i++)
        {
            if (term[i] == '=' || (term[i] == '!' && i + 1 < term.Length && term[i + 1] == '='))
                return i;
        }

        return -1;
    }

    private static IEnumerable<string> Terms(string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
                i++;
            else if (text[i] == ',')
            {
                yield return text[start..i];
                start = i + 1;
            }
        }

        yield return text[start..];
    }

    private static string Unescape(string value)
    {
        var plain = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '\\' && i + 1 < value.Length)
                i++;
            plain.Append(value[i]);
        }

        return plain.ToString();
    }
}
