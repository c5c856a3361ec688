namespace LocalCluster.ApiServer.Selectors;

/// <summary>Cuts a label selector into tokens, as k8s.io/apimachinery/pkg/labels does.</summary>
internal static class SelectorLexer
{
    private const string Special = "=!(),><";

    public static IReadOnlyList<(SelectorToken Token, string Text)> Scan(string text)
    {
        List<(SelectorToken, string)> tokens = [];
        var at = 0;
        while (true)
        {
            while (at < text.Length && IsSpace(text[at]))
                at++;
            if (at == text.Length)
                break;
            var start = at++;
            var special = Special.Contains(text[start], StringComparison.Ordinal);
            while (at < text.Length && !IsSpace(text[at]) && Continues(text, start, at, special))
                at++;
            tokens.Add(Token(text[start..at], special));
        }

        tokens.Add((SelectorToken.End, ""));
        return tokens;
    }

    private static bool Continues(string text, int start, int at, bool special) => special
        ? at == start + 1 && text[at] == '=' && text[start] is '=' or '!'
        : !Special.Contains(text[at], StringComparison.Ordinal);

    private static (SelectorToken Token, string Text) Token(string text, bool special) => (text switch
    {
        "=" => SelectorToken.Equals,
        "==" => SelectorToken.DoubleEquals,
        "!=" => SelectorToken.NotEquals,
        "!" => SelectorToken.Not,
        "(" => SelectorToken.OpenParenthesis,
        ")" => SelectorToken.ClosedParenthesis,
        "," => SelectorToken.Comma,
        ">" => SelectorToken.GreaterThan,
        "<" => SelectorToken.LessThan,
        "in" => SelectorToken.In,
        "notin" => SelectorToken.NotIn,
        _ => special ? SelectorToken.Error : SelectorToken.Identifier,
    }, text);

    private static bool IsSpace(char c) => c is ' ' or '\t' or '\r' or '\n';
}
