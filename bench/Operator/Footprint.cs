using System.Globalization;

namespace Bench.Operator;

/// <summary>What a process has used of the machine so far.</summary>
internal readonly record struct Footprint(TimeSpan Processor, long ResidentBytes)
{
    private const int TicksPerSecond = 100;

    public double ResidentMegabytes => ResidentBytes / 1_000_000d;

    /// <summary>Reads it from <c>/proc</c>.</summary>
    public static Footprint Of(int processId)
    {
        var fields = File.ReadAllText($"/proc/{processId}/stat").Split(") ")[1].Split(' ');
        var ticks = long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
        var pages = long.Parse(fields[21], CultureInfo.InvariantCulture);
        return new Footprint(TimeSpan.FromSeconds((double)ticks / TicksPerSecond), pages * Environment.SystemPageSize);
    }
}
