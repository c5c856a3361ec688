using LocalCluster.ApiServer.Cel.Values;
using static LocalCluster.ApiServer.Cel.Checking.CelType;

namespace LocalCluster.ApiServer.Cel.Functions;

/// <summary>Parts of timestamps, in UTC or a named zone, and lengths of durations.</summary>
internal static class TimeLibrary
{
    public static readonly Library Functions = Declare(
        ("getFullYear", time => time.Year),
        ("getMonth", time => time.Month - 1),
        ("getDayOfYear", time => time.DayOfYear - 1),
        ("getDayOfMonth", time => time.Day - 1),
        ("getDate", time => time.Day),
        ("getDayOfWeek", time => (long)time.DayOfWeek),
        ("getHours", time => time.Hour),
        ("getMinutes", time => time.Minute),
        ("getSeconds", time => time.Second),
        ("getMilliseconds", time => time.Millisecond))
        .Member("getHours", Int, [Duration], a => ((CelDuration)a[0]).Nanoseconds / (3600 * CelDuration.Second))
        .Member("getMinutes", Int, [Duration], a => ((CelDuration)a[0]).Nanoseconds / (60 * CelDuration.Second))
        .Member("getSeconds", Int, [Duration], a => ((CelDuration)a[0]).Nanoseconds / CelDuration.Second)
        .Member("getMilliseconds", Int, [Duration], a => ((CelDuration)a[0]).Nanoseconds / 1_000_000);

    private static Library Declare(params (string Name, Func<DateTimeOffset, long> Part)[] parts)
    {
        var library = new Library();
        foreach (var (name, part) in parts)
        {
            library.Member(name, Int, [Timestamp], a => part(((DateTimeOffset)a[0]).ToUniversalTime()));
            library.Member(name, Int, [Timestamp, Text], a => In((DateTimeOffset)a[0], (string)a[1], part));
        }

        return library;
    }

    private static object In(DateTimeOffset time, string zone, Func<DateTimeOffset, long> part) =>
        CelTime.In(time, zone) is { } local ? part(local) : new CelError($"unknown time zone {zone}");
}
