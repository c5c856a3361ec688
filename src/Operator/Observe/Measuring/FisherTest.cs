namespace Operator.Observe.Measuring;

/// <summary>
/// Fisher's exact test on two shares, one-sided: how likely it is that so many of the bad ones, or more, fall to the first group by chance alone.
/// Exact at any number, so that a handful of requests cannot look like a proof.
/// </summary>
internal static class FisherTest
{
    /// <summary>Whether the first share of bad ones is larger than the second with this confidence (0.95: one time in twenty it is chance).</summary>
    public static bool IsLarger(long bad, long total, long otherBad, long otherTotal, double confidence)
    {
        if (total == 0 || otherTotal == 0 || bad * (double)otherTotal <= otherBad * (double)total) return false;
        return Chance(bad, total, otherBad, otherTotal, 1 - confidence) < 1 - confidence;
    }

    /// <summary>The upper tail of the hypergeometric distribution. Ends early once it is beyond <paramref name="enough"/>.</summary>
    public static double Chance(long bad, long total, long otherBad, long otherTotal, double enough = 1)
    {
        var (all, allBad) = (total + otherTotal, bad + otherBad);
        var term = Math.Exp(LogChoose(allBad, bad) + LogChoose(all - allBad, total - bad) - LogChoose(all, total));
        var sum = 0d;
        for (var k = bad; k <= Math.Min(allBad, total) && sum <= enough; k++)
        {
            sum += term;
            var next = term * (allBad - k) * (total - k) / ((k + 1d) * (all - allBad - total + k + 1));
            if (next < term && next < sum * 1e-12) break;
            term = next;
        }

        return Math.Min(1, sum);
    }

    private static double LogChoose(long n, long k) => LogFactorial(n) - LogFactorial(k) - LogFactorial(n - k);

    /// <summary>Stirling's series from 20 on; its error there is below 1e-12.</summary>
    private static double LogFactorial(long n)
    {
        if (n < 20) return Enumerable.Range(1, (int)n).Sum(i => Math.Log(i));
        var x = (double)n;
        return (x * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI * x)) + (1 / (12 * x)) - (1 / (360 * x * x * x)) + (1 / (1260 * Math.Pow(x, 5)));
    }
}
