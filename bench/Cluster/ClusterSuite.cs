using System.Diagnostics;
using System.Globalization;
using Bench.Report;
using Kubernetes.Client;

namespace Bench.Cluster;

/// <summary>How fast the local cluster is: its start, lists, writes under watches, and what it needs for it.</summary>
internal static class ClusterSuite
{
    private const int Rounds = 7;
    private const int Listed = 1_000;
    private const int Held = 10_000;
    private const int Writes = 20_000;
    private const int Watchers = 10;
    private const int TargetWrites = 5_000;

    public static async Task<SuiteResult> RunAsync(CancellationToken cancellationToken)
    {
        var data = Directory.CreateTempSubdirectory("bench-cluster-").FullName;
        try
        {
            var starts = await StartsAsync(data, cancellationToken);
            await using var cluster = await ClusterProcess.StartAsync(data, cancellationToken);
            using var client = new KubeClient(cluster.Config);
            var load = new ApiLoad(client);
            var list = await ListAsync(load, cancellationToken);
            var memory = await MemoryAsync(cluster, load, cancellationToken);
            var writes = await WritesAsync(cluster, load, cancellationToken);
            return Report(starts, list, memory, writes);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task<(double Wall, double Processor)> StartsAsync(string data, CancellationToken cancellationToken)
    {
        List<(double Wall, double Processor)> starts = [];
        for (var round = 0; round <= Rounds; round++)
        {
            await using var cluster = await ClusterProcess.StartAsync(data, cancellationToken);
            // The first one makes the authority and warms the disk cache.
            if (round > 0) starts.Add((cluster.Served.TotalMilliseconds, cluster.Processor.TotalMilliseconds));
        }

        return (Samples.Median(starts.Select(start => start.Wall)), Samples.Median(starts.Select(start => start.Processor)));
    }

    private static async Task<double> ListAsync(ApiLoad load, CancellationToken cancellationToken)
    {
        await load.NamespaceAsync("listed", cancellationToken);
        await load.CreateAsync("listed", Listed, cancellationToken);
        List<double> times = [];
        for (var round = 0; round < 5 * Rounds; round++) times.Add((await load.ListAsync("listed", cancellationToken)).TotalMilliseconds);
        return Samples.Median(times);
    }

    private static async Task<(double Resident, double Files)> MemoryAsync(ClusterProcess cluster, ApiLoad load, CancellationToken cancellationToken)
    {
        await load.NamespaceAsync("held", cancellationToken);
        await load.CreateAsync("held", Held - Listed, cancellationToken);
        return (cluster.Memory, cluster.MemoryOfFiles);
    }

    private static async Task<(double PerSecond, double Processor, double Memory)> WritesAsync(ClusterProcess cluster, ApiLoad load, CancellationToken cancellationToken)
    {
        List<(double PerSecond, double Processor)> rounds = [];
        // While the first ones run, the runtime still compiles what it has found to be hot.
        for (var round = -2; round < Rounds; round++)
        {
            var measured = await WatchedWritesAsync(cluster, load, cancellationToken);
            if (round >= 0) rounds.Add(measured);
        }

        return (Samples.Median(rounds.Select(round => round.PerSecond)), Samples.Median(rounds.Select(round => round.Processor)), cluster.Memory);
    }

    private static async Task<(double PerSecond, double Processor)> WatchedWritesAsync(ClusterProcess cluster, ApiLoad load, CancellationToken cancellationToken)
    {
        var opened = Enumerable.Range(0, Watchers).Select(_ => new TaskCompletionSource()).ToList();
        var watches = opened.Select(open => load.WatchAsync("listed", Writes, open, cancellationToken)).ToList();
        await Task.WhenAll(opened.Select(open => open.Task));
        var (clock, before) = (Stopwatch.StartNew(), cluster.Processor);
        await load.PatchAsync("listed", Writes, Listed, cancellationToken);
        await Task.WhenAll(watches);
        return (Writes / clock.Elapsed.TotalSeconds, (cluster.Processor - before).TotalMicroseconds / Writes);
    }

    private static SuiteResult Report((double Wall, double Processor) starts, double list, (double Resident, double Files) memory, (double PerSecond, double Processor, double Memory) writes)
    {
        var budget = 1e6 / TargetWrites;
        var table = new ResultTable("", ["", "measured", "target"],
        [
            ["process start to served, ms", Text(starts.Wall), "1000"],
            ["processor time until everything is ready, ms", Text(starts.Processor), ""],
            [$"list of {Listed} objects, ms", Text(list), "50"],
            [$"memory with {Held} small objects, MB", Text(memory.Resident), "150"],
            ["of that mapped from the files of programs, MB", Text(memory.Files), ""],
            [$"processor time of a write with {Watchers} watchers, µs", Text(writes.Processor), Text(budget)],
            [$"writes a second that one core carries, {Watchers} watchers", Text(1e6 / writes.Processor), Text(TargetWrites)],
            ["writes a second here, with the client on the same cores", Text(writes.PerSecond), ""],
            ["memory after that, MB", Text(writes.Memory), ""],
        ]);
        return new SuiteResult([table], [
            Verdict("The start", starts.Wall, 1000),
            Verdict("The list", list, 50),
            Verdict("Memory", memory.Resident, 150),
            Verdict("A write", writes.Processor, budget),
        ]);
    }

    private static string Verdict(string what, double measured, double target) => $"{what} {(measured <= target ? "meets" : "misses")} its target.";

    private static string Text(double value) => value.ToString(value < 100 ? "0.0" : "0", CultureInfo.InvariantCulture);
}
