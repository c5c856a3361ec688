using System.Runtime.InteropServices;

namespace Bench.Report;

/// <summary>What the figures were measured on.</summary>
internal static class Machine
{
    public static string Describe() =>
        $"{Environment.ProcessorCount} cores of {Processor()}, Linux {Environment.OSVersion.Version}, {RuntimeInformation.FrameworkDescription}";

    private static string Processor() => File.ReadLines("/proc/cpuinfo")
        .Where(line => line.StartsWith("model name", StringComparison.Ordinal))
        .Select(line => line.Split(':', 2)[1].Trim())
        .FirstOrDefault(RuntimeInformation.ProcessArchitecture.ToString());
}
