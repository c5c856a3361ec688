using System.Buffers;
using System.Globalization;

namespace LocalCluster.ApiServer.Schemas;

/// <summary>Durations as Go writes them: <c>1h30m</c>, <c>-1.5s</c>, <c>300ms</c>; nanoseconds in 64 bits.</summary>
internal static class GoDuration
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    public static bool TryParse(string text, out long nanoseconds)
    {
        nanoseconds = 0;
        var rest = text.AsSpan();
        var negative = rest.StartsWith("-");
        if (negative || rest.StartsWith("+"))
            rest = rest[1..];
        if (rest is "0")
            return true;
        decimal total = 0;
        if (rest.IsEmpty)
            return false;
        while (!rest.IsEmpty)
        {
            if (!TryTakeTerm(ref rest, ref total))
                return false;
        }

        var signed = negative ? -total : total;
        if (signed is < long.MinValue or > long.MaxValue)
            return false;
        nanoseconds = (long)signed;
        return true;
    }

    /// <summary>Go's String(): the largest unit first, fractions of a second in the smaller units alone.</summary>
    public static string Format(long nanoseconds)
    {
        if (nanoseconds == 0)
            return "0s";
        var sign = nanoseconds < 0 ? "-" : "";
        var absolute = nanoseconds < 0 ? (ulong)-(nanoseconds + 1) + 1 : (ulong)nanoseconds;
        if (absolute < 1_000_000_000)
            return sign + Small(absolute);
        var seconds = absolute / 1_000_000_000;
        var text = Fraction((seconds % 60) + ((absolute % 1_000_000_000) / 1_000_000_000m)) + "s";
        if (seconds >= 60)
            text = $"{seconds / 60 % 60}m{text}";
        return sign + (seconds >= 3600 ? $"{seconds / 3600}h{text}" : text);
    }

    private static string Small(ulong nanoseconds) => nanoseconds switch
    {
        < 1_000 => $"{nanoseconds}ns",
        < 1_000_000 => Fraction(nanoseconds / 1_000m) + "µs",
        _ => Fraction(nanoseconds / 1_000_000m) + "ms",
    };

    private static string Fraction(decimal value) => value.ToString("0.#########", CultureInfo.InvariantCulture);

    private static bool TryTakeTerm(ref ReadOnlySpan<char> rest, ref decimal total)
    {
        var digits = rest.IndexOfAnyExcept(Digits);
        if (digits <= 0 || !decimal.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return false;
        rest = rest[digits..];
        var letters = rest.IndexOfAny(Digits);
        var unit = letters < 0 ? rest : rest[..letters];
        rest = rest[unit.Length..];
        if (Scale(unit) is not { } scale || number > long.MaxValue / scale)
            return false;
        total += decimal.Truncate(number * scale);
        return true;
    }

    private static decimal? Scale(ReadOnlySpan<char> unit) => unit switch
    {
        "ns" => 1,
        "us" or "µs" or "μs" => 1_000,
        "ms" => 1_000_000,
        "s" => 1_000_000_000,
        "m" => 60_000_000_000,
        "h" => 3_600_000_000_000,
        _ => null,
    };
}
