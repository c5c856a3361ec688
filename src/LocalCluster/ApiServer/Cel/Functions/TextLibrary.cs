using LocalCluster.ApiServer.Cel.Checking;
using LocalCluster.ApiServer.Cel.Values;
using LocalCluster.ApiServer.Schemas;
using static LocalCluster.ApiServer.Cel.Checking.CelType;

namespace LocalCluster.ApiServer.Cel.Functions;

/// <summary>Functions of strings. Positions count characters, not UTF-16 units; regular expressions are RE2's.</summary>
internal static class TextLibrary
{
    public static readonly Library Functions = new Library()
        .Member("contains", Bool, [Text, Text], a => CelBool.Of(T(a, 0).Contains(T(a, 1), StringComparison.Ordinal)))
        .Member("startsWith", Bool, [Text, Text], a => CelBool.Of(T(a, 0).StartsWith(T(a, 1), StringComparison.Ordinal)))
        .Member("endsWith", Bool, [Text, Text], a => CelBool.Of(T(a, 0).EndsWith(T(a, 1), StringComparison.Ordinal)))
        .Global("matches", Bool, [Text, Text], a => Matches(T(a, 0), T(a, 1)))
        .Member("matches", Bool, [Text, Text], a => Matches(T(a, 0), T(a, 1)))
        .Member("find", Text, [Text, Text], a => Find(T(a, 0), T(a, 1)))
        .Member("findAll", List(Text), [Text, Text], a => FindAll(T(a, 0), T(a, 1), -1))
        .Member("findAll", List(Text), [Text, Text, Int], a => FindAll(T(a, 0), T(a, 1), (long)a[2]))
        .Member("charAt", Text, [Text, Int], a => TextPositions.CharAt(T(a, 0), (long)a[1]))
        .Member("indexOf", Int, [Text, Text], a => TextPositions.IndexOf(T(a, 0), T(a, 1), 0))
        .Member("indexOf", Int, [Text, Text, Int], a => TextPositions.IndexOf(T(a, 0), T(a, 1), (long)a[2]))
        .Member("lastIndexOf", Int, [Text, Text], a => TextPositions.LastIndexOf(T(a, 0), T(a, 1), null))
        .Member("lastIndexOf", Int, [Text, Text, Int], a => TextPositions.LastIndexOf(T(a, 0), T(a, 1), (long)a[2]))
        .Member("substring", Text, [Text, Int], a => TextPositions.Substring(T(a, 0), (long)a[1], null))
        .Member("substring", Text, [Text, Int, Int], a => TextPositions.Substring(T(a, 0), (long)a[1], (long)a[2]))
        .Member("lowerAscii", Text, [Text], a => string.Concat(T(a, 0).Select(c => c <= '\x7f' ? char.ToLowerInvariant(c) : c)))
        .Member("upperAscii", Text, [Text], a => string.Concat(T(a, 0).Select(c => c <= '\x7f' ? char.ToUpperInvariant(c) : c)))
        .Member("trim", Text, [Text], a => T(a, 0).Trim())
        .Member("replace", Text, [Text, Text, Text], a => Replace(T(a, 0), T(a, 1), T(a, 2), -1))
        .Member("replace", Text, [Text, Text, Text, Int], a => Replace(T(a, 0), T(a, 1), T(a, 2), (long)a[3]))
        .Member("split", List(Text), [Text, Text], a => Split(T(a, 0), T(a, 1), -1))
        .Member("split", List(Text), [Text, Text, Int], a => Split(T(a, 0), T(a, 1), (long)a[2]))
        .Member("join", Text, [List(Text)], a => Join((CelList)a[0], ""))
        .Member("join", Text, [List(Text), Text], a => Join((CelList)a[0], T(a, 1)))
        .Member("format", Text, [Text, List(Dyn)], a => TextFormat.Format(T(a, 0), (CelList)a[1]))
        .Global("strings.quote", Text, [Text], a => GoText.Quote(T(a, 0)));

    private static string T(object[] arguments, int index) => (string)arguments[index];

    private static object Matches(string text, string pattern) =>
        Patterns.Compile(pattern) is { } regex ? CelBool.Of(regex.IsMatch(text)) : BadPattern(pattern);

    private static object Find(string text, string pattern) =>
        Patterns.Compile(pattern) is { } regex ? regex.Match(text).Value : BadPattern(pattern);

    private static object FindAll(string text, string pattern, long limit)
    {
        if (Patterns.Compile(pattern) is not { } regex)
            return BadPattern(pattern);
        var found = regex.Matches(text).Select(object (m) => m.Value);
        return ItemList.Of(limit < 0 ? found : found.Take((int)Math.Min(limit, int.MaxValue)));
    }

    private static CelError BadPattern(string pattern) => new($"error parsing regexp: `{pattern}`");

    private static string Replace(string text, string old, string replacement, long limit)
    {
        if (limit < 0 && old != "")
            return text.Replace(old, replacement, StringComparison.Ordinal);
        var pieces = Pieces(text, old, limit < 0 ? int.MaxValue : (int)Math.Min(limit, int.MaxValue - 1) + 1);
        var result = string.Join(replacement, pieces);
        return old == "" && limit != 0 ? Around(text, replacement, limit) : result;
    }

    /// <summary>An empty text is found before every character and at the end.</summary>
    private static string Around(string text, string replacement, long limit)
    {
        var runes = text.EnumerateRunes().Select(r => r.ToString()).Append("").ToList();
        return string.Concat(runes.Select((rune, i) => (limit < 0 || i < limit ? replacement : "") + rune));
    }

    private static ItemList Split(string text, string separator, long limit)
    {
        if (limit == 0)
            return ItemList.Of([]);
        return ItemList.Of(Pieces(text, separator, limit < 0 ? int.MaxValue : (int)Math.Min(limit, int.MaxValue)));
    }

    private static string[] Pieces(string text, string separator, int limit)
    {
        if (separator != "")
            return text.Split(separator, limit);
        var runes = text.EnumerateRunes().Select(r => r.ToString()).ToArray();
        return runes.Length <= limit ? runes : [.. runes.Take(limit - 1), string.Concat(runes.Skip(limit - 1))];
    }

    private static object Join(CelList list, string separator)
    {
        var items = list.Items().ToList();
        return items.Find(item => item is not string) is { } other
            ? other as CelError ?? new CelError($"join: invalid input: {CelText.Loose(other)}")
            : string.Join(separator, items);
    }
}
