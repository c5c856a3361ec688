using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kubernetes.Models;

/// <summary>A number or a text, such as a port's number or name, or <c>1</c> and <c>"25%"</c>. Kept as it came: never re-formatted.</summary>
[JsonConverter(typeof(IntOrStringConverter))]
public readonly record struct IntOrString
{
    private readonly string? _text;
    private readonly int _number;

    public IntOrString(int number) => _number = number;

    public IntOrString(string text) => _text = text;

    public bool IsInt => _text is null;

    public bool IsString => _text is not null;

    /// <summary>The number, or null when this is a text.</summary>
    public int? Number => _text is null ? _number : null;

    /// <summary>The text, or null when this is a number.</summary>
    public string? Text => _text;

    public static implicit operator IntOrString(int number) => new(number);

    public static implicit operator IntOrString(string text) => new(text);

    public static IntOrString FromInt32(int number) => new(number);

    public static IntOrString FromString(string text) => new(text);

    /// <summary>
    /// The number itself, or the percentage of <paramref name="total"/>, rounded up or down as asked (a rollout rounds maxUnavailable
    /// down and maxSurge up).
    /// </summary>
    /// <exception cref="FormatException">The text is not a percentage such as <c>25%</c>.</exception>
    /// <exception cref="OverflowException">The result is larger than any count can be.</exception>
    public int Scale(int total, bool roundUp)
    {
        if (_text is null) return _number;
        if (!_text.EndsWith('%') || !int.TryParse(_text.AsSpan(0, _text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var percent))
            throw new FormatException($"'{_text}' is neither a number nor a percentage such as 25%.");
        var exact = (long)total * percent;
        return checked((int)((exact + (roundUp ? 99 : 0)) / 100));
    }

    public override string ToString() => _text ?? _number.ToString(CultureInfo.InvariantCulture);
}
