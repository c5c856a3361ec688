using System.Globalization;

namespace Operator.Api.Strategies;

/// <summary>Durations as they are written in the API: 90s, 5m, 1h30m.</summary>
public static class Durations
{
    public const string Pattern = "^([0-9]+(ms|s|m|h))+$";

    /// <summary>The duration, at most a hundred years; nothing for a text that the API server would have refused.</summary>
    public static TimeSpan? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        var seconds = 0d;
        var rest = text.AsSpan();
        while (rest.Length > 0)
        {
            var digits = rest.IndexOfAnyExceptInRange('0', '9');
            if (digits <= 0 || Unit(rest[digits..]) is not { } unit) return null;
            seconds += double.Parse(rest[..digits], CultureInfo.InvariantCulture) * unit.Seconds;
            rest = rest[(digits + unit.Length)..];
        }

        return TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.FromDays(36500).TotalSeconds));
    }

    private static (double Seconds, int Length)? Unit(ReadOnlySpan<char> text) => text switch
    {
        ['m', 's', ..] => (0.001, 2),
        ['s', ..] => (1, 1),
        ['m', ..] => (60, 1),
        ['h', ..] => (3600, 1),
        _ => null,
    };
}
