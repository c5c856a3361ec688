using System.Buffers;
using System.Globalization;
using System.Numerics;

namespace LocalCluster.ApiServer.Schemas;

/// <summary>
/// An amount of a resource, <c>10Mi</c>, <c>500m</c>, <c>1.5</c>, exact to a billionth. Equal amounts are equal however they are written; the
/// canonical text keeps the family of the suffix it was written with.
/// </summary>
internal sealed record ResourceQuantity
{
    public const string FormatComplaint = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
    private const string SuffixComplaint = "unable to parse quantity's suffix";

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");
    private static readonly SearchValues<char> SuffixCharacters = SearchValues.Create("eEinumkKMGTP+-0123456789");
    private static readonly BigInteger Billion = BigInteger.Pow(10, 9);
    private static readonly string[] Small = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];
    private static readonly string[] Binary = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

    private ResourceQuantity(BigInteger billionths, Family writtenIn, bool hasFraction)
    {
        Billionths = billionths;
        WrittenIn = writtenIn;
        HasFraction = hasFraction;
    }

    private enum Family
    {
        Decimal,
        Binary,
        Exponent,
    }

    public BigInteger Billionths { get; }

    private Family WrittenIn { get; }

    private bool HasFraction { get; }

    public static ResourceQuantity FromInteger(long value) => new(value * Billion, Family.Exponent, hasFraction: false);

    /// <summary>Null, and the server's complaint, when the text is no quantity.</summary>
    public static ResourceQuantity? Parse(string text, out string? complaint)
    {
        complaint = null;
        var digits = text.AsSpan(text.StartsWith('+') || text.StartsWith('-') ? 1 : 0);
        var length = digits.IndexOfAnyExcept(NumberCharacters) is var end and >= 0 ? end : digits.Length;
        var number = digits[..length];
        if (number.Count('.') > 1 || number.TrimStart('.').IsEmpty)
        {
            complaint = FormatComplaint;
            return null;
        }

        if (ScaleOf(digits[length..].ToString()) is not var (numerator, denominator, family))
        {
            complaint = digits[length..].IndexOfAnyExcept(SuffixCharacters) >= 0 ? FormatComplaint : SuffixComplaint;
            return null;
        }

        var fraction = number.IndexOf('.') is var point and >= 0 ? number.Length - point - 1 : 0;
        var unscaled = BigInteger.Parse("0" + number.ToString().Replace(".", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture);
        var divisor = denominator * BigInteger.Pow(10, fraction);
        var amount = BigInteger.DivRem(unscaled * numerator * Billion, divisor, out var rest);
        amount += rest.IsZero ? 0 : 1;
        var hasFraction = family == Family.Binary ? fraction > 0 : numerator < divisor && unscaled != 0;
        return new ResourceQuantity(text.StartsWith('-') ? -amount : amount, family, hasFraction);
    }

    public ResourceQuantity Plus(ResourceQuantity other) =>
        new(Billionths + other.Billionths, Billionths.IsZero ? other.WrittenIn : WrittenIn, HasFraction || other.HasFraction);

    public ResourceQuantity Minus(ResourceQuantity other) =>
        new(Billionths - other.Billionths, Billionths.IsZero ? other.WrittenIn : WrittenIn, HasFraction || other.HasFraction);

    /// <summary>The whole number; null when it was written with a fraction or does not fit.</summary>
    public long? ToInteger()
    {
        var whole = Billionths / Billion;
        return !HasFraction && whole * Billion == Billionths && whole >= long.MinValue && whole <= long.MaxValue ? (long)whole : null;
    }

    public double ToDouble() => (double)Billionths / 1e9;

    public bool Equals(ResourceQuantity? other) => other is not null && Billionths == other.Billionths;

    public override int GetHashCode() => Billionths.GetHashCode();

    /// <summary>The canonical text: no fraction, the largest suffix that leaves none; binary suffixes only from 1024 on.</summary>
    public override string ToString()
    {
        if (WrittenIn == Family.Binary && BigInteger.Abs(Billionths) >= 1024 * Billion && (Billionths % Billion).IsZero)
            return WithBinarySuffix(Billionths / Billion);
        var (mantissa, thousands) = (Billionths, 0);
        while (!mantissa.IsZero && thousands < Small.Length - 1 && (mantissa % 1000).IsZero)
        {
            mantissa /= 1000;
            thousands++;
        }

        if (mantissa.IsZero)
            return "0";
        var exponent = (thousands - 3) * 3;
        return WrittenIn == Family.Exponent && exponent != 0 ? $"{mantissa}e{exponent}" : mantissa + Small[thousands];
    }

    private static string WithBinarySuffix(BigInteger value)
    {
        var power = 0;
        while (power < Binary.Length - 1 && (value % 1024).IsZero)
        {
            value /= 1024;
            power++;
        }

        return value + Binary[power];
    }

    private static (BigInteger Numerator, BigInteger Denominator, Family Family)? ScaleOf(string suffix)
    {
        var binary = Array.IndexOf(Binary, suffix);
        if (binary > 0)
            return (BigInteger.Pow(1024, binary), 1, Family.Binary);
        var small = Array.IndexOf(Small, suffix);
        if (small >= 0)
            return small >= 3 ? (BigInteger.Pow(1000, small - 3), 1, Family.Decimal) : (1, BigInteger.Pow(1000, 3 - small), Family.Decimal);
        if (suffix.Length < 2 || suffix[0] is not ('e' or 'E')
            || !int.TryParse(suffix.AsSpan(1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent) || Math.Abs(exponent) > 100)
            return null;
        return exponent >= 0
            ? (BigInteger.Pow(10, exponent), 1, Family.Exponent)
            : (1, BigInteger.Pow(10, -exponent), Family.Exponent);
    }
}
