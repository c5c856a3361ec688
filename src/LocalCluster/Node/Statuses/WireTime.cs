using System.Globalization;

namespace LocalCluster.Node.Statuses;

/// <summary>metav1.Time on the wire: whole seconds in UTC; a time that is not known is an explicit null there.</summary>
internal static class WireTime
{
    public static string? Format(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
