using System.Globalization;
using Bench.Report;

namespace Bench.Counter;

/// <summary>How fast the counter is, against the disk, itself without a disk, Redis, and the obvious way.</summary>
internal static class CounterSuite
{
    public static async Task<SuiteResult> RunAsync(CancellationToken cancellationToken)
    {
        var disk = await DiskFlushes.MeasureAsync(TimeSpan.FromSeconds(3), cancellationToken);
        var table = new ResultTable(
            "The disk by itself: fio overwrites one block and calls fdatasync, again and again.",
            ["", "flushes/s", "p50 ms", "p99 ms"],
            [["fdatasync", Text(disk.PerSecond), Text(disk.MedianMilliseconds), Text(disk.P99Milliseconds)]]);
        return new SuiteResult([table], []);
    }

    private static string Text(double value) => value.ToString(value < 100 ? "0.00" : "0", CultureInfo.InvariantCulture);
}
