using System.Buffers;
using System.Globalization;
using System.Numerics;

namespace Kubernetes.Models;

/// <summary>
/// What a quantity's text says: a whole number of billionths, and the family of suffixes it was written with. Exact at any size; what is
/// finer than a billionth is rounded away from zero. Rules: k8s.io/apimachinery, pkg/api/resource/quantity.go.
/// </summary>
internal readonly record struct QuantityAmount(BigInteger Billionths, QuantityFamily Family)
{
    /// <summary>A longer exponent is a mistake or an attack, not an amount.</summary>
    private const int MostDigits = 1000;

    private static readonly BigInteger Billion = BigInteger.Pow(10, 9);
    private static readonly BigInteger BinaryCap = long.MaxValue * Billion;
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");
    private static readonly string[] Thousands = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];
    private static readonly string[] Binary = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

    /// <summary>Null when the text is no quantity.</summary>
    public static QuantityAmount? Parse(string text)
    {
        var unsigned = text.AsSpan(text.StartsWith('+') || text.StartsWith('-') ? 1 : 0);
        var end = unsigned.IndexOfAnyExcept(NumberCharacters) is var found and >= 0 ? found : unsigned.Length;
        var number = unsigned[..end];
        var suffix = unsigned[end..];
        if (number.Count('.') > 1 || number.Trim('.').IsEmpty || number.Length > MostDigits || ScaleOf(suffix) is not { } scale) return null;
        var fraction = number.IndexOf('.') is var point and >= 0 ? number.Length - point - 1 : 0;
        var digits = BigInteger.Parse(number.ToString().Replace(".", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture);
        var amount = DivideUp(digits * scale.Times * Billion, scale.Over * BigInteger.Pow(10, fraction));
        if (scale.Family == QuantityFamily.Binary) amount = BigInteger.Min(amount, BinaryCap);
        return new QuantityAmount(text.StartsWith('-') ? -amount : amount, scale.Family);
    }

    /// <summary>The amount as Kubernetes writes it: no fraction, the largest suffix that leaves none, binary suffixes from 1024 on.</summary>
    public override string ToString()
    {
        if (Billionths.IsZero) return "0";
        var wholeBinary = Family == QuantityFamily.Binary && BigInteger.Abs(Billionths) >= 1024 * Billion && (Billionths % Billion).IsZero;
        return wholeBinary ? WithBinarySuffix(Billionths / Billion) : WithDecimalSuffix();
    }

    private static BigInteger DivideUp(BigInteger amount, BigInteger by) =>
        BigInteger.DivRem(amount, by, out var rest) + (rest.IsZero ? 0 : 1);

    private static string WithBinarySuffix(BigInteger value)
    {
        var power = 0;
        for (; power < Binary.Length - 1 && (value % 1024).IsZero; power++) value /= 1024;
        return Text(value) + Binary[power];
    }

    private string WithDecimalSuffix()
    {
        var (mantissa, power) = (Billionths, 0);
        for (; (mantissa % 1000).IsZero; power++) mantissa /= 1000;
        var exponent = (power - 3) * 3;
        // There is no suffix beyond E; dropping the exponent instead would change the amount.
        var inWords = Family != QuantityFamily.Exponent && power < Thousands.Length;
        return inWords ? Text(mantissa) + Thousands[power] : exponent == 0 ? Text(mantissa) : $"{Text(mantissa)}e{Text(exponent)}";
    }

    private static string Text(BigInteger number) => number.ToString(CultureInfo.InvariantCulture);

    private static (BigInteger Times, BigInteger Over, QuantityFamily Family)? ScaleOf(ReadOnlySpan<char> suffix)
    {
        var text = suffix.ToString();
        if (Array.IndexOf(Binary, text) is var binary and > 0) return (BigInteger.Pow(1024, binary), 1, QuantityFamily.Binary);
        if (Array.IndexOf(Thousands, text) is var thousand and >= 0) return Power((thousand - 3) * 3, QuantityFamily.Decimal);
        if (suffix[0] is not ('e' or 'E') || !int.TryParse(suffix[1..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent)) return null;
        return Math.Abs((long)exponent) <= MostDigits ? Power(exponent, QuantityFamily.Exponent) : null;
    }

    private static (BigInteger Times, BigInteger Over, QuantityFamily Family) Power(int exponent, QuantityFamily family) =>
        (BigInteger.Pow(10, Math.Max(exponent, 0)), BigInteger.Pow(10, Math.Max(-exponent, 0)), family);
}
