using System.Text;

namespace LocalCluster.Node.Variables;

/// <summary>
/// `$(NAME)` in a container's command, arguments and environment values. A name that is not known stays as it was written, and
/// `$$(NAME)` gives `$(NAME)` (core/v1, Container.command).
/// </summary>
internal static class VariableExpansion
{
    public static string Expand(string text, IReadOnlyDictionary<string, string> variables)
    {
        if (!text.Contains('$', StringComparison.Ordinal)) return text;

        var result = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '$' || at + 1 == text.Length)
            {
                result.Append(text[at]);
                continue;
            }

            at = Reference(text, at, variables, result);
        }

        return result.ToString();
    }

    /// <summary>Reads what a dollar sign begins and returns where it ends.</summary>
    private static int Reference(string text, int at, IReadOnlyDictionary<string, string> variables, StringBuilder result)
    {
        var next = text[at + 1];
        if (next == '$')
        {
            result.Append('$');
            return at + 1;
        }

        var end = next == '(' ? text.IndexOf(')', at) : -1;
        if (end < 0)
        {
            result.Append('$').Append(next);
            return at + 1;
        }

        var name = text[(at + 2)..end];
        result.Append(variables.TryGetValue(name, out var value) ? value : text[at..(end + 1)]);
        return end;
    }
}
