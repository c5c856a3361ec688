namespace LocalCluster.Tests.Golden;

public sealed class OpenStepsTests
{
    [Fact]
    public void Every_open_step_is_a_step_of_a_recording()
    {
        var known = Recording.Scenarios.SelectMany(scenario => Recording.Read(scenario).Steps.Select(step => $"{scenario} / {step.Title}"));

        Assert.Empty(OpenSteps.All.Except(known));
    }
}
