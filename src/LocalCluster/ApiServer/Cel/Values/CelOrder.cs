namespace LocalCluster.ApiServer.Cel.Values;

/// <summary>Which values come before which others. Null means that they cannot be compared.</summary>
internal static class CelOrder
{
    public static int? Compare(object left, object right) => (left, right) switch
    {
        (long or ulong or double, long or ulong or double) => CompareNumbers(left, right),
        (string a, string b) => Math.Sign(string.CompareOrdinal(a, b)),
        (bool a, bool b) => a.CompareTo(b),
        (CelDuration a, CelDuration b) => a.CompareTo(b),
        (DateTimeOffset a, DateTimeOffset b) => a.CompareTo(b),
        (CelBytes a, CelBytes b) => Math.Sign(a.CompareTo(b)),
        _ => null,
    };

    /// <summary>Exact between the whole types; null where one is not a number at all.</summary>
    public static int? CompareNumbers(object left, object right) => (left, right) switch
    {
        (long a, long b) => a.CompareTo(b),
        (ulong a, ulong b) => a.CompareTo(b),
        (long a, ulong b) => a < 0 ? -1 : ((ulong)a).CompareTo(b),
        (ulong a, long b) => b < 0 ? 1 : a.CompareTo((ulong)b),
        _ => CompareDoubles(ToDouble(left), ToDouble(right)),
    };

    private static int? CompareDoubles(double left, double right) =>
        double.IsNaN(left) || double.IsNaN(right) ? null : left.CompareTo(right);

    private static double ToDouble(object number) => number switch
    {
        long whole => whole,
        ulong whole => whole,
        _ => (double)number,
    };
}
