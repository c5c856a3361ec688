using System.Globalization;
using System.Text.Json;
using Bench.Report;

namespace Bench.Counter;

/// <summary>What the disk can do: one block written in place and made durable by fdatasync, as fio measures it.</summary>
internal sealed record DiskFlushes(double PerSecond, double MedianMilliseconds, double P99Milliseconds)
{
    public static async Task<DiskFlushes> MeasureAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Path.Join(Checkout.Root, "artifacts", "bench")).FullName;
        var seconds = time.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        var output = await Tool.RunAsync(
            "fio",
            [
                "--name=flush", $"--filename={folder}/flush", "--rw=write", "--bs=4k", "--size=8k", "--overwrite=1", "--fdatasync=1",
                "--time_based", $"--runtime={seconds}", "--ioengine=sync", "--output-format=json",
            ],
            cancellationToken);
        return Read(JsonDocument.Parse(output).RootElement.GetProperty("jobs")[0]);
    }

    private static DiskFlushes Read(JsonElement job)
    {
        var percentiles = job.GetProperty("sync").GetProperty("lat_ns").GetProperty("percentile");
        return new DiskFlushes(job.GetProperty("write").GetProperty("iops").GetDouble(), Milliseconds("50.000000"), Milliseconds("99.000000"));

        double Milliseconds(string percentile) => percentiles.GetProperty(percentile).GetDouble() / 1e6;
    }
}
