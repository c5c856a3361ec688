using System.Diagnostics;
using System.Globalization;

namespace Operator.Telemetry;

/// <summary>The metrics <c>process_*</c> that every Prometheus client has. What a platform does not tell is left out.</summary>
internal static class ProcessMetrics
{
    private const string Descriptors = "/proc/self/fd";

    /// <summary>Called once, by the page that shows them.</summary>
    public static void Publish()
    {
        var meter = MetricsPage.Own;
        meter.CreateObservableCounter("process_cpu_seconds_total", () => Ask(process => process.TotalProcessorTime.TotalSeconds), "s", "Total user and system CPU time spent in seconds.");
        meter.CreateObservableGauge("process_resident_memory_bytes", () => Ask(process => process.WorkingSet64), "By", "Resident memory size in bytes.");
        meter.CreateObservableGauge("process_virtual_memory_bytes", () => Ask(process => process.VirtualMemorySize64), "By", "Virtual memory size in bytes.");
        meter.CreateObservableGauge(
            "process_start_time_seconds", () => Ask(process => new DateTimeOffset(process.StartTime).ToUnixTimeMilliseconds() / 1000.0), "s", "Start time of the process since unix epoch in seconds.");
        if (!OperatingSystem.IsLinux()) return;
        meter.CreateObservableGauge("process_open_fds", () => Directory.GetFileSystemEntries(Descriptors).Length, description: "Number of open file descriptors.");
        meter.CreateObservableGauge("process_max_fds", MostDescriptors, description: "Maximum number of open file descriptors.");
    }

    private static double Ask(Func<Process, double> question)
    {
        using var process = Process.GetCurrentProcess();
        return question(process);
    }

    private static double MostDescriptors()
    {
        var words = File.ReadLines("/proc/self/limits").First(line => line.StartsWith("Max open files", StringComparison.Ordinal))["Max open files".Length..];
        var soft = words.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
        return soft == "unlimited" ? double.PositiveInfinity : double.Parse(soft, CultureInfo.InvariantCulture);
    }
}
