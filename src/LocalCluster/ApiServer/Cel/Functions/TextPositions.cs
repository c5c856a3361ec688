using System.Text;
using LocalCluster.ApiServer.Cel.Values;

namespace LocalCluster.ApiServer.Cel.Functions;

/// <summary>Strings by position. A position is that of a character.</summary>
internal static class TextPositions
{
    public static object CharAt(string text, long index)
    {
        var runes = Runes(text);
        if (index < 0 || index > runes.Length)
            return OutOfRange(index);
        return index == runes.Length ? "" : runes[index].ToString();
    }

    public static object IndexOf(string text, string part, long from)
    {
        if (part == "")
            return from;
        if (from < 0)
            return OutOfRange(from);
        var (runes, wanted) = (Runes(text), Runes(part));
        for (var i = from; i <= runes.Length - wanted.Length; i++)
        {
            if (runes.AsSpan((int)i, wanted.Length).SequenceEqual(wanted))
                return i;
        }

        return -1L;
    }

    public static object LastIndexOf(string text, string part, long? from)
    {
        var (runes, wanted) = (Runes(text), Runes(part));
        if (part == "")
            return from ?? runes.Length;
        if (from is null && runes.Length < wanted.Length)
            return -1L;
        var start = from ?? (runes.Length - 1);
        if (start < 0)
            return OutOfRange(start);
        if (start >= runes.Length)
            return -1L;
        for (var i = Math.Min(start, runes.Length - wanted.Length); i >= 0; i--)
        {
            if (runes.AsSpan((int)i, wanted.Length).SequenceEqual(wanted))
                return i;
        }

        return -1L;
    }

    public static object Substring(string text, long start, long? end)
    {
        var runes = Runes(text);
        if (start > end)
            return new CelError($"invalid substring range. start: {start}, end: {end}");
        if (start < 0 || start > runes.Length)
            return OutOfRange(start);
        if (end < 0 || end > runes.Length)
            return OutOfRange(end.Value);
        return string.Concat(runes[(int)start..(int)(end ?? runes.Length)]);
    }

    private static Rune[] Runes(string text) => [.. text.EnumerateRunes()];

    private static CelError OutOfRange(long index) => new($"index out of range: {index}");
}
