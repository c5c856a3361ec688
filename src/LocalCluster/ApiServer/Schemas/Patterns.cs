using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace LocalCluster.ApiServer.Schemas;

/// <summary>Regular expressions with RE2's promise: time linear in the text. Compiled once per pattern.</summary>
internal static class Patterns
{
    private static readonly ConcurrentDictionary<string, Regex?> Compiled = new(StringComparer.Ordinal);

    /// <summary>Null when the pattern is not a regular expression, or one that RE2 does not know (look-around, back references).</summary>
    public static Regex? Compile(string pattern) => Compiled.GetOrAdd(pattern, Build);

    public static bool IsMatch(string pattern, string text) => Compile(pattern)?.IsMatch(text) ?? false;

    private static Regex? Build(string pattern)
    {
        try
        {
            return new Regex(Re2Syntax.ToDotNet(pattern), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException or FormatException or OverflowException)
        {
            return null;
        }
    }
}
