using System.Globalization;

namespace LocalCluster.ApiServer.Tables;

/// <summary>Durations as kubectl's tables write them (k8s.io/apimachinery/pkg/util/duration): at most two units, fewer as they grow.</summary>
internal static class HumanDuration
{
    public static string Text(TimeSpan duration)
    {
        var seconds = (long)duration.TotalSeconds;
        if (seconds < -1)
            return "<invalid>";
        if (seconds < 0)
            return "0s";
        var (minutes, hours, days) = (seconds / 60, seconds / 3600, seconds / 86400);
        return seconds switch
        {
            < 120 => Unit(seconds, "s"),
            < 600 => Two(minutes, "m", seconds % 60, "s"),
            < 10800 => Unit(minutes, "m"),
            < 28800 => Two(hours, "h", minutes % 60, "m"),
            < 172800 => Unit(hours, "h"),
            < 691200 => Two(days, "d", hours % 24, "h"),
            < 63072000 => Unit(days, "d"),
            < 252288000 => Two(days / 365, "y", days % 365, "d"),
            _ => Unit(days / 365, "y"),
        };
    }

    private static string Two(long large, string largeUnit, long small, string smallUnit) =>
        small == 0 ? Unit(large, largeUnit) : Unit(large, largeUnit) + Unit(small, smallUnit);

    private static string Unit(long number, string unit) => number.ToString(CultureInfo.InvariantCulture) + unit;
}
