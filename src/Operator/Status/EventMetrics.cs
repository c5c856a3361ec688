using System.Diagnostics.Metrics;

namespace Operator.Status;

/// <summary>What became of the events: written, dropped from a full queue, suppressed as spam, or failed for good.</summary>
internal static class EventMetrics
{
    private static readonly Counter<long> Events = new Meter("Operator.Events").CreateCounter<long>(
        "counterapp_events_total", description: "Kubernetes Events by what became of them: written, dropped, suppressed or failed");

    public static void Begin()
    {
        foreach (var result in (string[])["written", "dropped", "suppressed", "failed"]) Count(result, 0);
    }

    public static void Count(string result, long by = 1) => Events.Add(by, new KeyValuePair<string, object?>("result", result));
}
