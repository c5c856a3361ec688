using System.Globalization;
using System.Text.Json.Serialization;

namespace Kubernetes.Models;

/// <summary>An instant with exactly six digits of a second on the wire: Go's parser of metav1.MicroTime refuses any other count.</summary>
[JsonConverter(typeof(MicroTimeConverter))]
public readonly record struct MicroTime(DateTimeOffset Value) : IComparable<MicroTime>
{
    internal const string Format = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    public static implicit operator MicroTime(DateTimeOffset value) => new(value);

    public static implicit operator DateTimeOffset(MicroTime time) => time.Value;

    public static bool operator <(MicroTime left, MicroTime right) => left.Value < right.Value;

    public static bool operator >(MicroTime left, MicroTime right) => left.Value > right.Value;

    public static bool operator <=(MicroTime left, MicroTime right) => left.Value <= right.Value;

    public static bool operator >=(MicroTime left, MicroTime right) => left.Value >= right.Value;

    public static MicroTime FromDateTimeOffset(DateTimeOffset value) => new(value);

    public DateTimeOffset ToDateTimeOffset() => Value;

    public int CompareTo(MicroTime other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);
}
