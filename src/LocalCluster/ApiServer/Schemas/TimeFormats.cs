using System.Globalization;
using System.Text.RegularExpressions;

namespace LocalCluster.ApiServer.Schemas;

/// <summary>Dates, times and durations as strings.</summary>
internal static class TimeFormats
{
    private const string Units = "ns|nano|us|µs|micro|ms|milli|s|sec|m|min|h|hr|hour|d|day|w|wk|week";

    public static bool IsDate(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    /// <summary>RFC 3339; the zone is part of it.</summary>
    public static bool IsDateTime(string text)
    {
        var parts = text.ToLowerInvariant().Split('t');
        if (parts.Length < 2 || !IsDate(parts[0]))
            return false;
        var time = Patterns.Compile("^([0-9]{2}):([0-9]{2}):([0-9]{2})(.[0-9]+)?(z|([+-][0-9]{2}:[0-9]{2}))$")!.Match(parts[1]);
        return time.Success && IsAtMost(time.Groups[1], "23") && IsAtMost(time.Groups[2], "59") && IsAtMost(time.Groups[3], "59");
    }

    /// <summary>Go's notation (1h30m), or a number with a unit spelled out (2 weeks).</summary>
    public static bool IsDuration(string text) => GoDuration.TryParse(text, out _) || IsSpelledOut(text);

    private static bool IsSpelledOut(string text)
    {
        foreach (Match match in Patterns.Compile(@"((\d+)\s*([A-Za-zµ]+))")!.Matches(text))
        {
            var unit = match.Groups[3].Value;
            if (Units.Split('|').Any(known => known == unit || (known.Length > 2 && known + "s" == unit) || (unit.EndsWith('s') && unit[..^1] == known)))
                return true;
        }

        return false;
    }

    private static bool IsAtMost(Group group, string max) => string.CompareOrdinal(group.Value, max) <= 0;
}
