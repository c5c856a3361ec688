namespace LocalCluster.ApiServer.Selectors;

/// <summary>
/// Reads <c>a=b,c!=d,e in (f,g),!h</c>, and refuses with the words of k8s.io/apimachinery/pkg/labels. "in" and "notin" are operators
/// only in an operator's place; anywhere else they are names.
/// </summary>
internal sealed class LabelSelectorParser(string text)
{
    private const string Operators = "in, notin, =, ==, !=, gt, lt";
    private readonly IReadOnlyList<(SelectorToken Token, string Text)> _tokens = SelectorLexer.Scan(text);
    private int _at;

    public LabelSelector Parse()
    {
        List<LabelRequirement> requirements = [];
        while (true)
        {
            var (token, found) = Look();
            if (token == SelectorToken.End)
                return new LabelSelector(requirements);
            if (token is not (SelectorToken.Identifier or SelectorToken.Not))
                throw new SelectorException($"found '{found}', expected: !, identifier, or 'end of string'");
            requirements.Add(Requirement());
            if (AtEndAfterComma())
                return new LabelSelector(requirements);
        }
    }

    private bool AtEndAfterComma()
    {
        var (token, found) = Next();
        if (token == SelectorToken.End)
            return true;
        if (token != SelectorToken.Comma)
            throw new SelectorException($"found '{found}', expected: ',' or 'end of string'");
        var (after, afterText) = Look();
        return after is SelectorToken.Identifier or SelectorToken.Not
            ? false
            : throw new SelectorException($"found '{afterText}', expected: identifier after ','");
    }

    private LabelRequirement Requirement()
    {
        try
        {
            var negated = Look().Token == SelectorToken.Not;
            if (negated)
                Next();
            var (token, key) = Next();
            if (token != SelectorToken.Identifier)
                throw new SelectorException($"found '{key}', expected: identifier");
            LabelSyntax.CheckKey(key);
            if (negated || Look().Token is SelectorToken.End or SelectorToken.Comma)
                return new LabelRequirement(key, negated ? LabelOperator.DoesNotExist : LabelOperator.Exists, new HashSet<string>());
            return Comparison(key);
        }
        catch (SelectorException refused)
        {
            throw new SelectorException($"unable to parse requirement: {refused.Message}");
        }
    }

    private LabelRequirement Comparison(string key)
    {
        var (token, found) = _tokens[_at++];
        var op = token switch
        {
            SelectorToken.In or SelectorToken.Equals or SelectorToken.DoubleEquals => LabelOperator.In,
            SelectorToken.NotIn or SelectorToken.NotEquals => LabelOperator.NotIn,
            SelectorToken.GreaterThan => LabelOperator.GreaterThan,
            SelectorToken.LessThan => LabelOperator.LessThan,
            _ => throw new SelectorException($"found '{found}', expected: {Operators}"),
        };
        var values = token is SelectorToken.In or SelectorToken.NotIn ? ValueList() : ExactValue();
        LabelSyntax.CheckValues(key, op, values);
        return new LabelRequirement(key, op, values);
    }

    private HashSet<string> ExactValue()
    {
        if (Look().Token is SelectorToken.End or SelectorToken.Comma)
            return [""];
        var (token, found) = Next();
        return token == SelectorToken.Identifier ? [found] : throw new SelectorException($"found '{found}', expected: identifier");
    }

    private HashSet<string> ValueList()
    {
        var (open, found) = Next();
        if (open != SelectorToken.OpenParenthesis)
            throw new SelectorException($"found '{found}' expected: '('");
        var (token, text) = Look();
        if (token == SelectorToken.ClosedParenthesis)
        {
            Next();
            return [""];
        }

        if (token is not (SelectorToken.Identifier or SelectorToken.Comma))
            throw new SelectorException($"found '{text}', expected: ',', ')' or identifier");
        var values = Values();
        return Next().Token == SelectorToken.ClosedParenthesis ? values : throw new SelectorException($"found '{text}', expected: ')'");
    }

    private HashSet<string> Values()
    {
        HashSet<string> values = new(StringComparer.Ordinal);
        while (true)
        {
            var (token, found) = Next();
            var (after, afterText) = Look();
            if (token == SelectorToken.Identifier)
            {
                values.Add(found);
                if (after == SelectorToken.ClosedParenthesis)
                    return values;
                if (after != SelectorToken.Comma)
                    throw new SelectorException($"found '{afterText}', expected: ',' or ')'");
                continue;
            }

            if (token != SelectorToken.Comma)
                throw new SelectorException($"found '{found}', expected: ',', or identifier");
            if (values.Count == 0 || after is SelectorToken.ClosedParenthesis or SelectorToken.Comma)
                values.Add("");
            if (after == SelectorToken.ClosedParenthesis)
                return values;
            if (after == SelectorToken.Comma)
                Next();
        }
    }

    private (SelectorToken Token, string Text) Look() => AsName(_tokens[Math.Min(_at, _tokens.Count - 1)]);

    private (SelectorToken Token, string Text) Next() => AsName(_tokens[Math.Min(_at++, _tokens.Count - 1)]);

    private static (SelectorToken Token, string Text) AsName((SelectorToken Token, string Text) found) =>
        found.Token is SelectorToken.In or SelectorToken.NotIn ? (SelectorToken.Identifier, found.Text) : found;
}
