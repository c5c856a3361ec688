using Bench.Counter.Load;
using Bench.Report;

namespace Bench.Counter;

/// <summary>
/// What each candidate did at one number of connections, round by round. In a round each has one short turn, so that all see the same
/// weather, in an order of its own: who comes after a candidate that leaves the disk much to do is slower for it.
/// </summary>
internal sealed class Rounds
{
    private const int Count = 7;
    private const int Seconds = 2;

    private readonly Dictionary<string, List<Rate>> _runs = [];

    public static async Task<Rounds> RunAsync(IReadOnlyList<Candidate> candidates, int connections, CancellationToken cancellationToken)
    {
        var rounds = new Rounds();
        foreach (var candidate in candidates) await candidate.RunAsync(connections, Seconds, cancellationToken);
        for (var round = 0; round < Count; round++)
        {
            foreach (var candidate in Shuffled(candidates)) rounds.Add(candidate.Name, await candidate.RunAsync(connections, Seconds, cancellationToken));
        }

        return rounds;
    }

    private static Candidate[] Shuffled(IEnumerable<Candidate> candidates)
    {
        Candidate[] order = [.. candidates];
        Random.Shared.Shuffle(order);
        return order;
    }

    /// <summary>The median of each figure by itself.</summary>
    public Rate Median(string name) =>
        new(Median(name, run => run.PerSecond), Median(name, run => run.MedianMilliseconds), Median(name, run => run.P99Milliseconds));

    /// <summary>The median of the ratios within each round.</summary>
    public double Ratio(string name, string other, Func<Rate, double> figure) =>
        Samples.Median(_runs[name].Zip(_runs[other], (one, two) => figure(one) / figure(two)));

    private double Median(string name, Func<Rate, double> figure) => Samples.Median(_runs[name].Select(figure));

    private void Add(string name, Rate run)
    {
        if (!_runs.TryGetValue(name, out var runs)) _runs[name] = runs = [];
        runs.Add(run);
    }
}
