using System.Buffers;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Kubernetes.Models;

/// <summary>
/// An amount such as <c>10Mi</c>, <c>250m</c> or <c>1e3</c>. The text is kept as it came and sent as it was written; equality and order
/// go by the amount, so <c>1Gi</c> equals <c>1024Mi</c>. Rules: k8s.io/apimachinery, pkg/api/resource/quantity.go.
/// </summary>
[JsonConverter(typeof(QuantityConverter))]
public readonly struct Quantity : IEquatable<Quantity>, IComparable<Quantity>
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    private readonly string? _text;

    public Quantity(string text) => _text = text;

    /// <summary>The amount in units (bytes, cores …).</summary>
    /// <exception cref="FormatException">The text is not a quantity.</exception>
    public decimal Value => TryParse(Text, out var value)
        ? value
        : throw new FormatException($"'{Text}' is not a quantity: write a number with a suffix such as 10Mi, 500m or 2.");

    private string Text => _text ?? "0";

    public static implicit operator Quantity(string text) => new(text);

    public static Quantity FromString(string text) => new(text);

    public static bool operator ==(Quantity left, Quantity right) => left.Equals(right);

    public static bool operator !=(Quantity left, Quantity right) => !left.Equals(right);

    public static bool operator <(Quantity left, Quantity right) => left.CompareTo(right) < 0;

    public static bool operator >(Quantity left, Quantity right) => left.CompareTo(right) > 0;

    public static bool operator <=(Quantity left, Quantity right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Quantity left, Quantity right) => left.CompareTo(right) >= 0;

    /// <summary>Reads an amount; false when the text is none or lies outside what a decimal can hold.</summary>
    public static bool TryParse(string text, out decimal value)
    {
        value = 0;
        var end = text.AsSpan().LastIndexOfAny(Digits);
        if (end < 0) return false;
        var (number, suffix) = (text[..(end + 1)], text[(end + 1)..]);
        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (!decimal.TryParse(number, style, CultureInfo.InvariantCulture, out var amount)) return false;
        if (Factor(suffix) is not { } factor) return false;
        try
        {
            value = amount * factor;
            return true;
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    public bool Equals(Quantity other) =>
        Text == other.Text || (TryParse(Text, out var mine) && TryParse(other.Text, out var theirs) && mine == theirs);

    public override bool Equals(object? obj) => obj is Quantity other && Equals(other);

    public override int GetHashCode() =>
        TryParse(Text, out var value) ? value.GetHashCode() : Text.GetHashCode(StringComparison.Ordinal);

    public int CompareTo(Quantity other) => Value.CompareTo(other.Value);

    public override string ToString() => Text;

    private static decimal? Factor(string suffix) => suffix switch
    {
        "" => 1m,
        "n" => 0.000_000_001m,
        "u" => 0.000_001m,
        "m" => 0.001m,
        "k" => 1_000m,
        "M" => 1_000_000m,
        "G" => 1_000_000_000m,
        "T" => 1_000_000_000_000m,
        "P" => 1_000_000_000_000_000m,
        "E" => 1_000_000_000_000_000_000m,
        "Ki" => 1024m,
        "Mi" => 1024m * 1024,
        "Gi" => 1024m * 1024 * 1024,
        "Ti" => 1024m * 1024 * 1024 * 1024,
        "Pi" => 1024m * 1024 * 1024 * 1024 * 1024,
        "Ei" => 1024m * 1024 * 1024 * 1024 * 1024 * 1024,
        _ => null,
    };
}
