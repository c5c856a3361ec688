namespace LocalCluster.ApiServer.Schemas.Structure;

/// <summary>What RE2 has against a pattern, in its words where the reason is a common one.</summary>
internal static class PatternComplaint
{
    private static readonly string[] PerlOnly = ["(?=", "(?!", "(?<=", "(?<!", "(?>"];

    /// <summary>Null when the pattern is fine.</summary>
    public static string? About(string pattern)
    {
        if (Patterns.Compile(pattern) is not null)
            return null;
        return "error parsing regexp: " + (Perl(pattern) ?? BackReference(pattern) ?? Brackets(pattern) ?? Repetition(pattern) ?? $"invalid or unsupported syntax: `{pattern}`");
    }

    private static string? Perl(string pattern) => Array.Find(PerlOnly, p => pattern.Contains(p, StringComparison.Ordinal)) is { } found
        ? $"invalid or unsupported Perl syntax: `{(found is "(?<=" or "(?<!" ? "(?<" : found)}`"
        : null;

    private static string? BackReference(string pattern)
    {
        for (var i = 0; i + 1 < pattern.Length; i++)
        {
            if (pattern[i] == '\\' && pattern[++i] is >= '1' and <= '9')
                return $"invalid escape sequence: `\\{pattern[i]}`";
        }

        return pattern.EndsWith('\\') ? "trailing backslash at end of expression: ``" : null;
    }

    private static string? Brackets(string pattern)
    {
        var (open, set) = (0, -1);
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == '\\')
                i++;
            else if (set >= 0 && c == ']' && i > set + 1)
                set = -1;
            else if (set < 0 && c == '[')
                set = i;
            else if (set < 0 && c is '(' or ')')
                open += c == '(' ? 1 : -1;
            if (open < 0)
                return $"unexpected ): `{pattern}`";
        }

        return set >= 0 ? $"missing closing ]: `{pattern[set..]}`" : open > 0 ? $"missing closing ): `{pattern}`" : null;
    }

    private static string? Repetition(string pattern)
    {
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] is '*' or '+' or '?' && (i == 0 || pattern[i - 1] is '(' or '|'))
                return $"missing argument to repetition operator: `{pattern[i]}`";
            if (i > 0 && pattern[i] is '*' or '+' && pattern[i - 1] is '*' or '+' && (i < 2 || pattern[i - 2] != '\\'))
                return $"invalid nested repetition operator: `{pattern[(i - 1)..(i + 1)]}`";
            if (pattern[i] == '\\')
                i++;
        }

        return null;
    }
}
