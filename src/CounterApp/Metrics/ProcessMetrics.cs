using System.Globalization;

namespace CounterApp.Metrics;

/// <summary>The process figures that every Prometheus client library has, under the same names.</summary>
internal sealed class ProcessMetrics(DateTimeOffset startedAt)
{
    public MetricsText WriteTo(MetricsText text)
    {
        text.Counter("process_cpu_seconds_total", "User and system CPU time spent.", Environment.CpuUsage.TotalTime.TotalSeconds)
            .Gauge("process_resident_memory_bytes", "Resident memory size.", Environment.WorkingSet)
            .Gauge("process_start_time_seconds", "Start time since the Unix epoch.", startedAt.ToUnixTimeMilliseconds() / 1000.0)
            .Counter("dotnet_gc_allocated_bytes_total", "Bytes allocated on the managed heap.", GC.GetTotalAllocatedBytes())
            .Counter("dotnet_gc_collections_total", "Garbage collections.", GC.CollectionCount(0));
        if (!OperatingSystem.IsLinux()) return text;
        return text.Gauge("process_virtual_memory_bytes", "Virtual memory size.", VirtualMemory())
            .Gauge("process_open_fds", "Open file descriptors.", Directory.EnumerateFileSystemEntries("/proc/self/fd").Count());
    }

    /// <summary>The first field of statm(5), in pages.</summary>
    private static double VirtualMemory() =>
        double.Parse(File.ReadAllText("/proc/self/statm").Split(' ')[0], CultureInfo.InvariantCulture) * Environment.SystemPageSize;
}
