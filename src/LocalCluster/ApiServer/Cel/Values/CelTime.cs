using System.Globalization;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Cel.Values;

/// <summary>Points in time, as UTC; exact to 100 nanoseconds.</summary>
internal static class CelTime
{
    public static DateTimeOffset? Parse(string text) =>
        TimeFormats.IsDateTime(text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : null;

    public static DateTimeOffset? ParseDate(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? new DateTimeOffset(date, TimeOnly.MinValue, TimeSpan.Zero)
            : null;

    /// <summary>RFC 3339 with as many digits of a second as there are.</summary>
    public static string Format(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>The time in a zone: UTC, an IANA name, or an offset like +01:00; null when there is no such zone.</summary>
    public static DateTimeOffset? In(DateTimeOffset time, string zone)
    {
        var sign = zone.StartsWith('-') ? -1 : 1;
        if (zone.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParseExact(zone.TrimStart('+', '-'), "hh\\:mm", CultureInfo.InvariantCulture, out var offset))
            return time.ToOffset(offset * sign);
        return TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? TimeZoneInfo.ConvertTime(time, found) : null;
    }
}
