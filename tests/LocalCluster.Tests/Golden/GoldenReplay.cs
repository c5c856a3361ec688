namespace LocalCluster.Tests.Golden;

/// <summary>Every recorded scenario, played against a fresh cluster: one test per step.</summary>
public sealed class GoldenReplay
{
    [RecordedSteps]
    public async Task Answers_as_recorded(string scenario, string step)
    {
        var outcome = await ScenarioRuns.OutcomeAsync(scenario, step);

        Assert.True(outcome.Count == 0, string.Join('\n', outcome));
    }
}
