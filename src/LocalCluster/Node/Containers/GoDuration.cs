using System.Globalization;

namespace LocalCluster.Node.Containers;

/// <summary>Writes a duration as Go does (`10s`, `2m40s`, `5m0s`, `1.5s`, `300ms`): the kubelet's messages carry it.</summary>
internal static class GoDuration
{
    public static string Format(TimeSpan duration)
    {
        if (duration == TimeSpan.Zero) return "0s";
        if (duration < TimeSpan.FromSeconds(1)) return Number(duration.TotalMilliseconds) + "ms";

        var seconds = Number(duration.TotalSeconds % 60) + "s";
        var hours = (long)duration.TotalHours;
        return hours > 0 ? $"{hours}h{duration.Minutes}m{seconds}"
            : duration.Minutes > 0 ? $"{duration.Minutes}m{seconds}"
            : seconds;
    }

    private static string Number(double value) => Math.Round(value, 6).ToString("0.######", CultureInfo.InvariantCulture);
}
