using System.Globalization;
using Bench.Report;

namespace Bench.Counter;

/// <summary>How fast the counter is, against the disk, itself without a disk, Redis, and the obvious way.</summary>
internal static class CounterSuite
{
    private static readonly int[] Connections = [1, 16, 64, 256];

    public static async Task<SuiteResult> RunAsync(CancellationToken cancellationToken)
    {
        var published = await PublishAsync(Path.Join("src", "CounterApp"), cancellationToken);
        var footprint = await Footprint.MeasureAsync(published, await PublishAsync(Path.Join("bench", "BareServer"), cancellationToken), cancellationToken);
        await using var candidates = await Candidates.StartAsync(published, cancellationToken);
        var rounds = new Dictionary<int, Rounds>();
        foreach (var connections in Connections) rounds[connections] = await Rounds.RunAsync(candidates.All, connections, cancellationToken);
        return new SuiteResult([.. rounds.Select(each => Table(each.Key, each.Value, candidates.All))], Targets.Compare(rounds[1], rounds[64], footprint));
    }

    /// <summary>As <c>Dockerfile.app</c> publishes the app.</summary>
    private static async Task<string> PublishAsync(string project, CancellationToken cancellationToken)
    {
        var output = Scratch.Directory(Path.Join("published", Path.GetFileName(project)));
        await Tool.RunAsync(
            "dotnet",
            [
                "publish", Path.Join(Checkout.Root, project), "--configuration", "Release", "--os", "linux", "--no-self-contained",
                "-p:PublishReadyToRun=true", "-p:DebugType=none", "--output", output,
            ],
            cancellationToken);
        return output;
    }

    private static ResultTable Table(int connections, Rounds rounds, IEnumerable<Candidate> candidates) => new(
        connections == 1 ? "1 connection" : $"{connections} connections",
        ["", "visits/s", "p50 ms", "p99 ms"],
        [.. candidates.Select(candidate => Row(candidate.Name, rounds))]);

    private static string[] Row(string name, Rounds rounds)
    {
        var median = rounds.Median(name);
        return [name, Text(median.PerSecond), Text(median.MedianMilliseconds), Text(median.P99Milliseconds)];
    }

    private static string Text(double value) => value.ToString(value >= 100 ? "N0" : value >= 1 ? "0.00" : "0.000", CultureInfo.InvariantCulture);
}
