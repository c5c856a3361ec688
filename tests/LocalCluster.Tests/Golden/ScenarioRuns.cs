using System.Collections.Concurrent;

namespace LocalCluster.Tests.Golden;

/// <summary>Plays each scenario once, a few at a time, and keeps what every step showed.</summary>
public static class ScenarioRuns
{
    /// <summary>One after the other on a cluster that they share: two of them want the same node port.</summary>
    private static readonly int AtOnce = GoldenTarget.IsForeign ? 1 : 6;

    private static readonly SemaphoreSlim Places = new(AtOnce);
    private static readonly ConcurrentDictionary<string, Lazy<Task<IReadOnlyDictionary<string, IReadOnlyList<string>>>>> Runs = [];
    private static readonly Lazy<bool> AllStarted = new(StartAll);

    /// <summary>The differences that the step showed; empty when it answered as recorded.</summary>
    public static async Task<IReadOnlyList<string>> OutcomeAsync(string scenario, string step)
    {
        _ = AllStarted.Value;
        var outcomes = await Runs[scenario].Value;
        return outcomes.TryGetValue(step, out var differences) ? differences : ["not reached: an earlier step of the scenario failed"];
    }

    private static bool StartAll()
    {
        foreach (var scenario in Recording.Scenarios)
        {
            var run = new Lazy<Task<IReadOnlyDictionary<string, IReadOnlyList<string>>>>(() => PlayAsync(scenario));
            Runs[scenario] = run;
            _ = run.Value;
        }

        return true;
    }

    private static async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> PlayAsync(string scenario)
    {
        await Task.Yield();
        await Places.WaitAsync();
        try
        {
            using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(4));
            await using var target = await GoldenTarget.StartAsync(Recording.Read(scenario), deadline.Token);
            return await new ScenarioPlayer(Recording.Read(scenario), target).PlayAsync(deadline.Token);
        }
        finally
        {
            Places.Release();
        }
    }
}
