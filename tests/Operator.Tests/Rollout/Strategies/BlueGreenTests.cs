using Operator.Api;
using Operator.Tests.Rollout.Model;

namespace Operator.Tests.Rollout.Strategies;

public sealed class BlueGreenTests
{
    [Fact]
    public void Traffic_does_not_go_back_to_a_colour_of_which_no_pod_is_ready_before_one_is()
    {
        var world = Lives.Begin("BlueGreen", 2);
        for (var pass = 0; pass < 5; pass++) world.Pass();
        world.Change(spec => spec with { Image = "good:2" });
        for (var pass = 0; pass < 20 && world.Traffic == Colour.Blue; pass++) world.Pass();

        world.Beside.Pods.Clear();
        world.Annotate(Annotations.Abort, "now");
        for (var pass = 0; pass < 3; pass++) world.Reconcile();

        Assert.Equal((Colour.Green, AppPhase.Degraded), (world.Traffic, world.Status.Phase));
        Assert.Contains("Traffic stays with colour green, because colour blue has no pod that is ready; it goes back as soon as one is.", world.Status.Message, StringComparison.Ordinal);
        for (var pass = 0; pass < 10; pass++) world.Pass();
        Assert.Equal((Colour.Blue, "good:2"), (world.Traffic, world.Spec.Image));
        Assert.EndsWith("All pods run the stable revision app-1 again. Change the spec; or kubectl annotate counterapp app -n default counterapp.io/retry=now tries it again.", world.Status.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Traffic_waits_for_a_pod_that_has_just_been_lost_though_its_set_still_counts_it()
    {
        var world = Lives.Begin("BlueGreen", 1);
        for (var pass = 0; pass < 5; pass++) world.Pass();
        world.Change(spec => spec with { Image = "good:2" });
        for (var pass = 0; pass < 20 && world.Beside.Object?.Status?.ReadyReplicas != 1; pass++) world.Pass();
        Assert.Equal(Colour.Blue, world.Traffic);

        world.Beside.Pods.Clear();
        for (var pass = 0; pass < 3; pass++) world.Reconcile();

        Assert.Equal(Colour.Blue, world.Traffic);
        Assert.Contains("Brings up colour green: 0 of 1 pods are ready.", world.Status.Message, StringComparison.Ordinal);
        for (var pass = 0; pass < 10; pass++) world.Pass();
        Assert.Equal(Colour.Green, world.Traffic);
    }
}
