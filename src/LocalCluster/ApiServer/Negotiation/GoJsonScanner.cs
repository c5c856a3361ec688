namespace LocalCluster.ApiServer.Negotiation;

/// <summary>Walks a JSON text and stops at the first character that Go's scanner would not take, with Go's words for it.</summary>
internal sealed class GoJsonScanner(string text)
{
    private const string UnexpectedEnd = "unexpected end of JSON input";
    private int _at;

    public string? Check()
    {
        var error = Value("looking for beginning of value");
        if (error is not null)
            return error;
        SkipSpace();
        return _at < text.Length ? Wrong("after top-level value") : null;
    }

    private string? Value(string place)
    {
        SkipSpace();
        if (_at >= text.Length)
            return UnexpectedEnd;
        return text[_at] switch
        {
            '{' => Object(),
            '[' => Array(),
            '"' => String(),
            't' => Literal("true"),
            'f' => Literal("false"),
            'n' => Literal("null"),
            '-' or (>= '0' and <= '9') => Number(),
            _ => Wrong(place),
        };
    }

    private string? Object()
    {
        _at++;
        SkipSpace();
        if (Take('}'))
            return null;
        while (true)
        {
            SkipSpace();
            if (_at >= text.Length)
                return UnexpectedEnd;
            if (text[_at] != '"')
                return Wrong("looking for beginning of object key string");
            if ((String() ?? Colon() ?? Value("looking for beginning of value")) is { } error)
                return error;
            SkipSpace();
            if (Take('}'))
                return null;
            if (!Take(','))
                return _at >= text.Length ? UnexpectedEnd : Wrong("after object key:value pair");
        }
    }

    private string? Colon()
    {
        SkipSpace();
        if (_at >= text.Length)
            return UnexpectedEnd;
        return Take(':') ? null : Wrong("after object key");
    }

    private string? Array()
    {
        _at++;
        SkipSpace();
        if (Take(']'))
            return null;
        while (true)
        {
            if (Value("looking for beginning of value") is { } error)
                return error;
            SkipSpace();
            if (Take(']'))
                return null;
            if (!Take(','))
                return _at >= text.Length ? UnexpectedEnd : Wrong("after array element");
        }
    }

    private string? String()
    {
        for (_at++; _at < text.Length; _at++)
        {
            if (text[_at] == '"')
            {
                _at++;
                return null;
            }

            if (text[_at] < ' ')
                return Wrong("in string literal");
            if (text[_at] == '\\' && ++_at < text.Length && !"\"\\/bfnrtu".Contains(text[_at], StringComparison.Ordinal))
                return Wrong("in string escape code");
        }

        return UnexpectedEnd;
    }

    private string? Literal(string literal)
    {
        for (var i = 1; i < literal.Length; i++)
        {
            _at++;
            if (_at >= text.Length)
                return UnexpectedEnd;
            if (text[_at] != literal[i])
                return Wrong($"in literal {literal} (expecting '{literal[i]}')");
        }

        _at++;
        return null;
    }

    private string? Number()
    {
        if (Take('-') && (_at >= text.Length || !char.IsAsciiDigit(text[_at])))
            return _at >= text.Length ? UnexpectedEnd : Wrong("in numeric literal");
        if (!Take('0'))
            SkipDigits();
        if (Take('.') && !SkipDigits())
            return _at >= text.Length ? UnexpectedEnd : Wrong("after decimal point in numeric literal");
        if (_at < text.Length && text[_at] is 'e' or 'E')
        {
            _at++;
            _ = Take('+') || Take('-');
            if (!SkipDigits())
                return _at >= text.Length ? UnexpectedEnd : Wrong("in exponent of numeric literal");
        }

        return null;
    }

    private bool SkipDigits()
    {
        var start = _at;
        while (_at < text.Length && char.IsAsciiDigit(text[_at]))
            _at++;
        return _at > start;
    }

    private bool Take(char wanted)
    {
        if (_at >= text.Length || text[_at] != wanted)
            return false;
        _at++;
        return true;
    }

    private void SkipSpace()
    {
        while (_at < text.Length && text[_at] is ' ' or '\t' or '\r' or '\n')
            _at++;
    }

    private string Wrong(string place) => $"invalid character {Quoted(text[_at])} {place}";

    private static string Quoted(char c) => c switch
    {
        '\'' => @"'\''",
        '"' => "'\"'",
        '\n' => @"'\n'",
        '\t' => @"'\t'",
        '\r' => @"'\r'",
        '\\' => @"'\\'",
        < ' ' => $@"'\x{(int)c:x2}'",
        _ => $"'{c}'",
    };
}
