using System.Globalization;

namespace LocalCluster.GoValues;

/// <summary>A quantity as Go keeps it in memory: a number, the power of ten it is scaled by, and the text it was read from.</summary>
internal static class GoQuantity
{
    private static readonly string[] Binary = ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
    private static readonly string[] Decimal = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];
    private const int NoSuffix = 3;

    public static string Print(string text)
    {
        var digits = text.Length;
        while (digits > 0 && !char.IsAsciiDigit(text[digits - 1])) digits--;
        var (number, suffix) = (text[..digits], text[digits..]);
        var point = number.IndexOf('.', StringComparison.Ordinal);
        var scale = point < 0 ? 0 : point + 1 - number.Length;
        var value = long.Parse(number.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        if (Array.IndexOf(Binary, suffix) is >= 0 and var power)
            return Print(value << ((power + 1) * 10), scale, text, "BinarySI");
        return Print(value, scale + (Array.IndexOf(Decimal, suffix) - NoSuffix) * 3, text, "DecimalSI");
    }

    private static string Print(long value, int scale, string text, string format) => string.Create(
        CultureInfo.InvariantCulture,
        $"{{i:(resource.int64Amount){{value:(int64){value} scale:(resource.Scale){scale}}} d:(resource.infDecAmount){{Dec:(*inf.Dec)<nil>}} s:(string){text} Format:(resource.Format){format}}}");
}
