using Operator.Tests.Rollout.Model;

namespace Operator.Tests.Rollout.Strategies;

public sealed class RecreateTests
{
    [Fact]
    public void The_step_counts_the_old_pods_that_stop_and_then_the_new_ones_that_are_ready()
    {
        var world = Lives.Begin("Recreate", 3);
        for (var pass = 0; pass < 5; pass++) world.Pass();
        List<string?> steps = [];

        world.Change(spec => spec with { Image = "good:2" });
        for (var pass = 0; pass < 8; pass++)
        {
            world.Pass();
            if (steps.Count == 0 || steps[^1] != world.Status.Rollout!.Step) steps.Add(world.Status.Rollout!.Step);
        }

        Assert.Equal([null, "3 stopping", "0/3", null], steps);
    }
}
