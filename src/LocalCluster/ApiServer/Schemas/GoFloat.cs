using System.Globalization;

namespace LocalCluster.ApiServer.Schemas;

/// <summary>Floating point numbers as Go writes them: the shortest digits that read back the same.</summary>
internal static class GoFloat
{
    /// <summary>%v, and strconv's 'g': with an exponent below 1e-4 and from 1e6 on.</summary>
    public static string Format(double number) => Special(number) ?? (IsBeyond(number, -4, 6) ? Exponential(number) : Plain(number));

    /// <summary>encoding/json: an exponent below 1e-6 and from 1e21 on.</summary>
    public static string Json(double number) => Special(number) ?? (IsBeyond(number, -6, 21) ? Exponential(number).Replace("e-0", "e-", StringComparison.Ordinal) : Plain(number));

    /// <summary>Without an exponent, whatever the size.</summary>
    public static string Plain(double number) => Special(number) ?? Expand(number.ToString("R", CultureInfo.InvariantCulture));

    private static string? Special(double number) =>
        double.IsNaN(number) ? "NaN" : double.IsPositiveInfinity(number) ? "+Inf" : double.IsNegativeInfinity(number) ? "-Inf" : null;

    private static bool IsBeyond(double number, int lowest, int first)
    {
        if (number == 0)
            return false;
        var exponent = ExponentOf(number);
        return exponent < lowest || exponent >= first;
    }

    /// <summary>Of the shortest digits, as rounding to a number of them may reach the next power of ten.</summary>
    private static int ExponentOf(double number)
    {
        var plain = Plain(Math.Abs(number));
        var point = plain.IndexOf('.', StringComparison.Ordinal);
        if (plain[0] != '0')
            return (point < 0 ? plain.Length : point) - 1;
        return point - plain.AsSpan().IndexOfAnyExcept("0.");
    }

    private static string Exponential(double number)
    {
        var exponent = ExponentOf(number);
        var shortest = number.ToString("R", CultureInfo.InvariantCulture);
        var digits = new string([.. shortest.TakeWhile(c => c != 'E').Where(char.IsAsciiDigit)]).Trim('0');
        var mantissa = digits.Length <= 1 ? digits : $"{digits[0]}.{digits[1..]}";
        return $"{(number < 0 ? "-" : "")}{mantissa}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
    }

    private static string Expand(string text)
    {
        var mark = text.IndexOf('E', StringComparison.Ordinal);
        if (mark < 0)
            return text;
        var exponent = int.Parse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var sign = text.StartsWith('-') ? "-" : "";
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var digits = text[sign.Length..mark].Replace(".", "", StringComparison.Ordinal);
        var whole = (point < 0 ? digits.Length : point - sign.Length) + exponent;
        if (whole <= 0)
            return $"{sign}0.{new string('0', -whole)}{digits}";
        return whole >= digits.Length ? sign + digits.PadRight(whole, '0') : $"{sign}{digits[..whole]}.{digits[whole..]}";
    }
}
