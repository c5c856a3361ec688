using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.Typed;

/// <summary>Quantities in the one spelling that Kubernetes gives them: <c>1024Mi</c> is <c>1Gi</c>, <c>0.5</c> is <c>500m</c>.</summary>
internal static class QuantityText
{
    private const string WrongFormat = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
    private const string WrongSuffix = "unable to parse quantity's suffix";
    private static readonly string[] Binary = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
    private static readonly string[] Decimal = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];
    private const int NoSuffix = 3;

    /// <summary>A longer number or exponent is a mistake or an attack, not an amount.</summary>
    private const int MostDigits = 1000;

    /// <exception cref="TypeMismatchException">It is no quantity.</exception>
    public static JsonNode Canonical(JsonNode value)
    {
        if (value.GetValueKind() is not (JsonValueKind.String or JsonValueKind.Number))
            throw new TypeMismatchException(WrongFormat);
        var text = value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();
        var canonical = Canonical(text.Trim());
        return value.GetValueKind() == JsonValueKind.String && canonical == text ? value : JsonValue.Create(canonical);
    }

    /// <summary>The value in billionths, for comparing.</summary>
    /// <exception cref="TypeMismatchException">It is no quantity.</exception>
    public static BigInteger Nanos(string text) => Parse(text).Nanos;

    public static string Canonical(string text)
    {
        var (nanos, style) = Parse(text);
        if (nanos.IsZero)
            return "0";
        var billion = BigInteger.Pow(10, 9);
        var small = BigInteger.Abs(nanos) < 1024 * billion;
        if (style == Style.BinarySuffix && !small && nanos % billion == 0)
            return Scaled(nanos / billion, 1024, Binary, 0);
        return style == Style.Exponent ? WithExponent(nanos) : Scaled(nanos, 1000, Decimal, 0);
    }

    private static string Scaled(BigInteger number, int factor, string[] suffixes, int at)
    {
        while (number % factor == 0 && at < suffixes.Length - 1)
            (number, at) = (number / factor, at + 1);
        return number.ToString(CultureInfo.InvariantCulture) + suffixes[at];
    }

    private static string WithExponent(BigInteger nanos)
    {
        var exponent = -9;
        while (nanos % 1000 == 0)
            (nanos, exponent) = (nanos / 1000, exponent + 3);
        var number = nanos.ToString(CultureInfo.InvariantCulture);
        return exponent == 0 ? number : string.Create(CultureInfo.InvariantCulture, $"{number}e{exponent}");
    }

    private static (BigInteger Nanos, Style Style) Parse(string text)
    {
        var digits = 0;
        if (digits < text.Length && text[digits] is '+' or '-')
            digits++;
        while (digits < text.Length && (char.IsAsciiDigit(text[digits]) || text[digits] == '.'))
            digits++;
        var (number, suffix) = (text[..digits], text[digits..]);
        if (!number.Any(char.IsAsciiDigit) || number.Count(c => c == '.') > 1 || number.Length > MostDigits)
            throw new TypeMismatchException(WrongFormat);
        var point = number.IndexOf('.', StringComparison.Ordinal);
        var scale = point < 0 ? 0 : number.Length - point - 1;
        var whole = BigInteger.Parse(number.Replace(".", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return Apply(whole, scale, suffix);
    }

    private static (BigInteger Nanos, Style Style) Apply(BigInteger whole, int scale, string suffix)
    {
        if (Array.IndexOf(Binary, suffix) is > 0 and var power)
            return (DivideUp(whole * BigInteger.Pow(1024, power) * BigInteger.Pow(10, 9), BigInteger.Pow(10, scale)), Style.BinarySuffix);
        if (Array.IndexOf(Decimal, suffix) is >= 0 and var at)
            return (Shift(whole, (at - NoSuffix) * 3 - scale), Style.DecimalSuffix);
        if (suffix[0] is 'e' or 'E' && int.TryParse(suffix.AsSpan(1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent) && exponent is >= -MostDigits and <= MostDigits)
            return (Shift(whole, exponent - scale), Style.Exponent);
        throw new TypeMismatchException(suffix.All(c => "eEinumkKMGTP+-0123456789".Contains(c, StringComparison.Ordinal)) ? WrongSuffix : WrongFormat);
    }

    /// <summary>Less than a billionth is rounded up: who asks for something gets something.</summary>
    private static BigInteger Shift(BigInteger whole, int exponent) => exponent + 9 >= 0
        ? whole * BigInteger.Pow(10, exponent + 9)
        : DivideUp(whole, BigInteger.Pow(10, -(exponent + 9)));

    private static BigInteger DivideUp(BigInteger number, BigInteger divisor)
    {
        var quotient = BigInteger.DivRem(number, divisor, out var rest);
        return rest.IsZero ? quotient : quotient + rest.Sign;
    }

    private enum Style
    {
        DecimalSuffix,
        BinarySuffix,
        Exponent,
    }
}
