using System.Numerics;
using System.Text.Json.Serialization;

namespace Kubernetes.Models;

/// <summary>
/// An amount such as <c>10Mi</c>, <c>250m</c> or <c>1e3</c>. The text is kept as it came and sent as it was written; equality and order
/// go by the amount, so <c>1Gi</c> equals <c>1024Mi</c>. Rules: k8s.io/apimachinery, pkg/api/resource/quantity.go.
/// </summary>
[JsonConverter(typeof(QuantityConverter))]
public readonly struct Quantity : IEquatable<Quantity>, IComparable<Quantity>
{
    private const string Complaint = "is not a quantity: write a number with a suffix such as 10Mi, 500m or 2.";

    private static readonly BigInteger Billion = BigInteger.Pow(10, 9);

    private readonly string? _text;

    public Quantity(string text) => _text = text;

    /// <summary>The amount in units (bytes, cores …), to a billionth.</summary>
    /// <exception cref="FormatException">The text is not a quantity, or lies outside what a decimal can hold.</exception>
    public decimal Value => TryParse(Text, out var value) ? value : throw new FormatException($"'{Text}' {Complaint}");

    /// <summary>
    /// The text that Kubernetes writes for this amount, such as <c>1</c> for <c>1000m</c> and <c>1536Mi</c> for <c>1.5Gi</c>. An apply that
    /// says anything else is a change in the server's eyes (kubernetes#95460).
    /// </summary>
    /// <exception cref="FormatException">The text is not a quantity.</exception>
    public string Canonical => Amount.ToString();

    private string Text => _text ?? "0";

    private QuantityAmount Amount => QuantityAmount.Parse(Text) ?? throw new FormatException($"'{Text}' {Complaint}");

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
        if (QuantityAmount.Parse(text) is not { } amount) return false;
        var whole = BigInteger.DivRem(amount.Billionths, Billion, out var rest);
        if (BigInteger.Abs(whole) >= (BigInteger)decimal.MaxValue) return false;
        value = (decimal)whole + ((decimal)rest / (decimal)Billion);
        return true;
    }

    /// <summary>By amount; two texts that are no quantities are equal when they are the same text.</summary>
    public bool Equals(Quantity other) =>
        Text == other.Text || (QuantityAmount.Parse(Text) is { } mine && QuantityAmount.Parse(other.Text) is { } theirs && mine.Billionths == theirs.Billionths);

    public override bool Equals(object? obj) => obj is Quantity other && Equals(other);

    public override int GetHashCode() => QuantityAmount.Parse(Text)?.Billionths.GetHashCode() ?? Text.GetHashCode(StringComparison.Ordinal);

    /// <exception cref="FormatException">One of the texts is not a quantity.</exception>
    public int CompareTo(Quantity other) => Amount.Billionths.CompareTo(other.Amount.Billionths);

    /// <summary>The text as it came.</summary>
    public override string ToString() => Text;
}
