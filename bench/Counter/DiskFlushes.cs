using System.Globalization;
using System.Text.Json;
using Bench.Counter.Load;
using Bench.Report;

namespace Bench.Counter;

/// <summary>What the disk can do: one block overwritten in place and made durable by fdatasync, again and again, as fio measures it.</summary>
internal static class DiskFlushes
{
    public static async Task<Rate> RunAsync(int seconds, CancellationToken cancellationToken)
    {
        var file = Path.Join(Scratch.Directory("fio"), "flush");
        var output = await Tool.RunAsync(
            "fio",
            [
                "--name=flush", $"--filename={file}", "--rw=write", "--bs=4k", "--size=8k", "--overwrite=1", "--fdatasync=1",
                "--time_based", string.Create(CultureInfo.InvariantCulture, $"--runtime={seconds}"), "--ioengine=sync", "--output-format=json",
            ],
            cancellationToken);
        return Read(JsonDocument.Parse(output).RootElement.GetProperty("jobs")[0]);
    }

    /// <summary>Latencies of the fdatasync alone, without the write before it.</summary>
    private static Rate Read(JsonElement job)
    {
        var percentiles = job.GetProperty("sync").GetProperty("lat_ns").GetProperty("percentile");
        return new Rate(job.GetProperty("write").GetProperty("iops").GetDouble(), Milliseconds("50.000000"), Milliseconds("99.000000"));

        double Milliseconds(string percentile) => percentiles.GetProperty(percentile).GetDouble() / 1e6;
    }
}
