namespace Bench.Report;

/// <summary>Order statistics of repeated runs. Pure.</summary>
internal static class Samples
{
    public static double Median(IEnumerable<double> samples) => Percentile(samples, 50);

    /// <summary>Between two samples, the value in proportion.</summary>
    public static double Percentile(IEnumerable<double> samples, double percent)
    {
        double[] sorted = [.. samples.Order()];
        var place = (sorted.Length - 1) * percent / 100;
        var (below, above) = (sorted[(int)Math.Floor(place)], sorted[(int)Math.Ceiling(place)]);
        return below + ((above - below) * (place - Math.Floor(place)));
    }
}
