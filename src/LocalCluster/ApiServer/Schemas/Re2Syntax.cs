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
            if (c == '\\' && i + 2 < pattern.Length && pattern[i + 1] is 'p' or 'P' && pattern[i + 2] != '{')
                i = AppendShortProperty(builder, pattern, i);
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

    /// <summary>\pL is \p{L}.</summary>
    private static int AppendShortProperty(StringBuilder builder, string pattern, int i)
    {
        builder.Append('\\').Append(pattern[i + 1]).Append('{').Append(pattern[i + 2]).Append('}');
        return i + 2;
    }

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
