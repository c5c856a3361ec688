using System.Buffers;

namespace LocalCluster.ApiServer.Cel.Syntax;

/// <summary>Cuts an expression into tokens; whitespace and comments are left out.</summary>
internal sealed class Lexer(string source, CelIssues issues)
{
    private static readonly string[] Symbols =
        ["==", "!=", "<=", ">=", "&&", "||", "<", ">", "[", "]", "{", "}", "(", ")", ".", ",", "-", "!", "?", ":", "+", "*", "/", "%"];

    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdefABCDEF");
    private int _at;

    public IReadOnlyList<Token> Read()
    {
        List<Token> tokens = [];
        while (SkipBlanks())
        {
            if (Next() is { } token)
                tokens.Add(token);
        }

        tokens.Add(new Token(TokenKind.End, "", source.Length));
        return tokens;
    }

    private bool SkipBlanks()
    {
        while (_at < source.Length)
        {
            if (source[_at] is '\t' or ' ' or '\r' or '\n' or '\f')
                _at++;
            else if (StartsWith("//"))
                _at = source.IndexOf('\n', _at) is var end and >= 0 ? end : source.Length;
            else
                return true;
        }

        return false;
    }

    private Token? Next()
    {
        var c = source[_at];
        if (char.IsAsciiDigit(c) || (c == '.' && _at + 1 < source.Length && char.IsAsciiDigit(source[_at + 1])))
            return Number();
        if (QuotePrefix() is { } prefix)
            return Quoted(prefix);
        if (char.IsAsciiLetter(c) || c == '_')
            return Word();
        if (c == '`')
            return Escaped();
        foreach (var symbol in Symbols)
        {
            if (StartsWith(symbol))
                return Take(TokenKind.Symbol, symbol.Length);
        }

        issues.Add(_at, $"Syntax error: token recognition error at: '{c}'");
        _at++;
        return null;
    }

    private Token Word()
    {
        var end = _at;
        while (end < source.Length && (char.IsAsciiLetterOrDigit(source[end]) || source[end] == '_'))
            end++;
        var kind = source[_at..end] switch
        {
            "true" => TokenKind.True,
            "false" => TokenKind.False,
            "null" => TokenKind.Null,
            "in" => TokenKind.In,
            _ => TokenKind.Identifier,
        };
        return Take(kind, end - _at);
    }

    private Token? Escaped()
    {
        var end = source.IndexOf('`', _at + 1);
        if (end > _at + 1)
            return Take(TokenKind.EscapedIdentifier, end - _at + 1);
        issues.Add(_at, "Syntax error: token recognition error at: '`'");
        _at = source.Length;
        return null;
    }

    private Token Number()
    {
        var rest = source.AsSpan(_at);
        if (rest.StartsWith("0x") && rest.Length > 2 && Hex.Contains(rest[2]))
            return Whole(2 + Run(rest[2..], Hex.Contains));
        var length = Run(rest, char.IsAsciiDigit);
        var floating = false;
        if (length + 1 < rest.Length && rest[length] == '.' && char.IsAsciiDigit(rest[length + 1]))
        {
            floating = true;
            length += 1 + Run(rest[(length + 1)..], char.IsAsciiDigit);
        }

        var exponent = Exponent(rest[length..]);
        return floating || exponent > 0 ? Take(TokenKind.Floating, length + exponent) : Whole(length);
    }

    private Token Whole(int length) =>
        _at + length < source.Length && source[_at + length] is 'u' or 'U' ? Take(TokenKind.Unsigned, length + 1) : Take(TokenKind.Whole, length);

    private static int Exponent(ReadOnlySpan<char> rest)
    {
        if (rest.IsEmpty || rest[0] is not ('e' or 'E'))
            return 0;
        var sign = rest.Length > 1 && rest[1] is '+' or '-' ? 1 : 0;
        var digits = Run(rest[(1 + sign)..], char.IsAsciiDigit);
        return digits == 0 ? 0 : 1 + sign + digits;
    }

    /// <summary>The letters before a quote: r for raw, b for bytes, in either case; null when there is no quote.</summary>
    private string? QuotePrefix()
    {
        var end = _at;
        while (end < source.Length && end < _at + 2 && source[end] is 'r' or 'R' or 'b' or 'B')
            end++;
        var prefix = source[_at..end];
        return end < source.Length && source[end] is '"' or '\'' && prefix.ToUpperInvariant() is "" or "R" or "B" or "BR" ? prefix : null;
    }

    private Token? Quoted(string prefix)
    {
        var open = _at + prefix.Length;
        var raw = prefix.Contains('r', StringComparison.OrdinalIgnoreCase);
        var triple = string.CompareOrdinal(source, open, new string(source[open], 3), 0, 3) == 0;
        var quote = new string(source[open], triple ? 3 : 1);
        for (var i = open + quote.Length; i < source.Length; i++)
        {
            if (!raw && source[i] == '\\')
                i++;
            else if (!triple && source[i] is '\n' or '\r')
                break;
            else if (string.CompareOrdinal(source, i, quote, 0, quote.Length) == 0)
                return Take(prefix.Contains('b', StringComparison.OrdinalIgnoreCase) ? TokenKind.Bytes : TokenKind.Text, i + quote.Length - _at);
        }

        issues.Add(_at, $"Syntax error: token recognition error at: '{source[_at..]}'");
        _at = source.Length;
        return null;
    }

    private static int Run(ReadOnlySpan<char> text, Func<char, bool> belongs)
    {
        var length = 0;
        while (length < text.Length && belongs(text[length]))
            length++;
        return length;
    }

    private bool StartsWith(string symbol) => string.CompareOrdinal(source, _at, symbol, 0, symbol.Length) == 0;

    private Token Take(TokenKind kind, int length)
    {
        var token = new Token(kind, source.Substring(_at, length), _at);
        _at += length;
        return token;
    }
}
