using System.Globalization;
using System.Text;

namespace LocalCluster.ApiServer.Schemas;

/// <summary>
/// Where RE2 and .NET write the same thing differently: <c>$</c> is the end of the text and not before a last newline, <c>\z</c>,
/// <c>(?P&lt;name&gt;…)</c>, and the classes \d \w \s are ASCII.
/// </summary>
internal static class Re2Syntax
{
    public static string ToDotNet(string pattern)
    {
        var builder = new StringBuilder(pattern.Length + 8);
        var inClass = false;
        var lines = MatchesLines(pattern);
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == '\\' && i + 2 < pattern.Length && pattern[i + 1] is 'p' or 'P' or 'x')
                i = AppendNamedCharacters(builder, pattern, i, inClass);
            else if (c == '\\' && i + 1 < pattern.Length)
                AppendEscape(builder, pattern[++i], inClass);
            else if (c == '$' && !inClass && !lines)
                builder.Append("\\z");
            else if (!inClass && IsNamedGroup(pattern, i))
                i = AppendNamedGroup(builder, i);
            else
                inClass = AppendPlain(builder, pattern, ref i, inClass);
        }

        return builder.ToString();
    }

    /// <summary>With the flag m the end of a line counts.</summary>
    private static bool MatchesLines(string pattern)
    {
        var flags = pattern.StartsWith("(?", StringComparison.Ordinal) ? pattern[2..].TakeWhile(char.IsAsciiLetter) : [];
        return flags.Contains('m');
    }

    /// <summary>\pL is \p{L}; scripts and code points in braces are spelled out.</summary>
    private static int AppendNamedCharacters(StringBuilder builder, string pattern, int i, bool inClass)
    {
        var (kind, close) = (pattern[i + 1], pattern[i + 2] == '{' ? pattern.IndexOf('}', i) : -1);
        if (close < 0)
        {
            builder.Append(kind == 'x' ? "\\x" + pattern[i + 2] : $"\\{kind}{{{pattern[i + 2]}}}");
            return i + 2;
        }

        var name = pattern[(i + 3)..close];
        if (kind == 'x')
            builder.Append(CodePoint(name));
        else if (Script(name) is not { } script)
            builder.Append('\\').Append(kind).Append('{').Append(name).Append('}');
        else if (inClass)
            builder.Append(kind == 'p' ? script : throw new ArgumentException($"no complement of the script {name} in a class"));
        else
            builder.Append(kind == 'p' ? "[" : "[^").Append(script).Append(']');
        return close;
    }

    /// <summary>Above the first plane text is held in two halves, which stand for all of these characters.</summary>
    private static string CodePoint(string digits)
    {
        var value = int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return value > 0xFFFF ? "\\uFFFF" : $"\\u{value:X4}";
    }

    /// <summary>The letters of the common scripts; .NET knows blocks only.</summary>
    private static string? Script(string name) => name switch
    {
        "Latin" => @"A-Za-z\u00AA\u00BA\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02B8\u1E00-\u1EFF\u2C60-\u2C7F\uA722-\uA787\uFF21-\uFF3A\uFF41-\uFF5A",
        "Greek" => @"\u0370-\u0373\u0375-\u0377\u037A-\u037D\u037F\u0384\u0386\u0388-\u03E1\u03F0-\u03FF\u1F00-\u1FFE",
        "Cyrillic" => @"\u0400-\u0484\u0487-\u052F\u1C80-\u1C88\u1D2B\u2DE0-\u2DFF\uA640-\uA69F",
        "Hebrew" => @"\u0591-\u05F4\uFB1D-\uFB4F",
        "Arabic" => @"\u0600-\u0604\u0606-\u060B\u060D-\u061A\u061C-\u061E\u0620-\u063F\u0641-\u064A\u0656-\u066F\u0671-\u06DC\u06DE-\u06FF\u0750-\u077F",
        "Han" => @"\u2E80-\u2FD5\u3005\u3007\u3021-\u3029\u3038-\u303B\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAD9",
        "Hiragana" => @"\u3041-\u3096\u309D-\u309F",
        "Katakana" => @"\u30A1-\u30FA\u30FD-\u30FF\u31F0-\u31FF\uFF66-\uFF6F\uFF71-\uFF9D",
        "Hangul" => @"\u1100-\u11FF\u3131-\u318E\uA960-\uA97C\uAC00-\uD7FB",
        "Thai" => @"\u0E01-\u0E3A\u0E40-\u0E5B",
        "Devanagari" => @"\u0900-\u0950\u0955-\u0963\u0966-\u097F\uA8E0-\uA8FF",
        _ => null,
    };

    private static bool IsNamedGroup(string pattern, int i) => pattern.AsSpan(i).StartsWith("(?P<");

    private static int AppendNamedGroup(StringBuilder builder, int i)
    {
        builder.Append("(?");
        return i + 2;
    }

    private static bool AppendPlain(StringBuilder builder, string pattern, ref int i, bool inClass)
    {
        var c = pattern[i];
        if (inClass && c == '[' && pattern.AsSpan(i).StartsWith("[:") && pattern.IndexOf(":]", i, StringComparison.Ordinal) is var end and > 0)
        {
            builder.Append(PosixClass(pattern[(i + 2)..end]));
            i = end + 1;
            return true;
        }

        builder.Append(inClass && c == '[' ? "\\[" : c.ToString());
        if (!inClass && c == '[')
            return OpenClass(builder, pattern, ref i);
        return inClass && c != ']';
    }

    /// <summary>A bracket right after the opening one is an ordinary character.</summary>
    private static bool OpenClass(StringBuilder builder, string pattern, ref int i)
    {
        if (i + 1 < pattern.Length && pattern[i + 1] == '^')
            builder.Append(pattern[++i]);
        if (i + 1 < pattern.Length && pattern[i + 1] == ']')
        {
            builder.Append("\\]");
            i++;
        }

        return true;
    }

    private static void AppendEscape(StringBuilder builder, char escaped, bool inClass) => builder.Append((escaped, inClass) switch
    {
        ('d', true) => "0-9",
        ('d', false) => "[0-9]",
        ('D', false) => "[^0-9]",
        ('w', true) => "0-9A-Za-z_",
        ('w', false) => "[0-9A-Za-z_]",
        ('W', false) => "[^0-9A-Za-z_]",
        ('s', true) => "\\t\\n\\f\\r ",
        ('s', false) => "[\\t\\n\\f\\r ]",
        ('S', false) => "[^\\t\\n\\f\\r ]",
        _ => "\\" + escaped,
    });

    private static string PosixClass(string name) => name switch
    {
        "alnum" => "0-9A-Za-z",
        "alpha" => "A-Za-z",
        "blank" => "\\t ",
        "cntrl" => "\\x00-\\x1F\\x7F",
        "digit" => "0-9",
        "graph" => "!-~",
        "lower" => "a-z",
        "print" => " -~",
        "punct" => "!-/:-@\\[-`{-~",
        "space" => "\\t\\n\\v\\f\\r ",
        "upper" => "A-Z",
        "word" => "0-9A-Za-z_",
        "xdigit" => "0-9A-Fa-f",
        _ => throw new ArgumentException($"unknown character class {name}"),
    };
}
