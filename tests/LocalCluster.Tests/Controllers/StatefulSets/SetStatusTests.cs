using LocalCluster.Controllers.StatefulSets.Planning;
using static LocalCluster.Tests.Controllers.StatefulSets.Observations;

namespace LocalCluster.Tests.Controllers.StatefulSets;

public sealed class SetStatusTests
{
    [Fact]
    public void Pods_that_this_very_plan_creates_are_not_counted_yet()
    {
        Assert.Equal(new SetStatus { ObservedGeneration = 1, CurrentRevision = "one", UpdateRevision = "one" }, Plan(Parallel(3), Settled).Status);
    }

    [Fact]
    public void A_terminating_pod_counts_as_replica_and_as_ready_but_for_no_revision()
    {
        var status = Plan(Parallel(2), Settled, Ready(0), Ready(1).Terminating()).Status;

        Assert.Equal((2, 2, 1, 1), (status.Replicas, status.ReadyReplicas, status.CurrentReplicas, status.UpdatedReplicas));
    }

    [Fact]
    public void The_pod_that_a_roll_takes_leaves_the_current_replicas_at_once()
    {
        var plan = Plan(Parallel(3), Rolling, Ready(0), Ready(1), Ready(2));

        Assert.Equal((3, 2, 0), (plan.Status.Replicas, plan.Status.CurrentReplicas, plan.Status.UpdatedReplicas));
        Assert.Equal(3, plan.StatusIfInterrupted.CurrentReplicas);
    }

    [Fact]
    public void Going_back_counts_the_pod_that_is_replaced_against_the_revision_it_never_had()
    {
        var back = new RevisionNames("one", "one");

        var status = Plan(Parallel(3), back, Ready(0), Ready(1), Broken(2, "two")).Status;

        Assert.Equal((1, 2), (status.CurrentReplicas, status.UpdatedReplicas));
    }

    [Fact]
    public void A_roll_is_complete_when_every_wanted_pod_is_ready_at_the_new_revision()
    {
        Assert.Equal("two", Plan(Parallel(2), Rolling, Ready(0, "two"), Ready(1, "two")).Status.CurrentRevision);
        Assert.Equal("one", Plan(Parallel(2), Rolling, Ready(0, "two"), Broken(1, "two")).Status.CurrentRevision);
        Assert.Equal("one", Plan(Parallel(2), Rolling, Ready(0, "two"), Ready(1, "two"), Ready(2).Terminating()).Status.CurrentRevision);
    }

    [Fact]
    public void Scaling_to_zero_in_the_middle_of_a_roll_makes_the_new_revision_current()
    {
        Assert.Equal("one", Plan(Parallel(0), Rolling, Ready(0).Terminating()).Status.CurrentRevision);
        Assert.Equal("two", Plan(Parallel(0), Rolling).Status.CurrentRevision);
    }

    [Fact]
    public void OnDelete_never_completes()
    {
        var set = Parallel(1) with { Update = new UpdateRule.OnDelete() };

        var status = Plan(set, Rolling, Ready(0, "two")).Status;

        Assert.Equal(("one", 0, 1), (status.CurrentRevision, status.CurrentReplicas, status.UpdatedReplicas));
    }

    [Fact]
    public void A_pod_that_is_ready_for_too_short_a_time_is_not_available()
    {
        var status = Plan(Parallel(1) with { MinReady = TimeSpan.FromMinutes(2) }, Settled, Ready(0)).Status;

        Assert.Equal((1, 0), (status.ReadyReplicas, status.AvailableReplicas));
    }

    [Fact]
    public void Only_what_differs_is_a_reason_to_write()
    {
        var status = Plan(Parallel(1), Settled, Ready(0)).Status;

        Assert.False(status.Replaces(status));
        Assert.False((status with { CollisionCount = 1 }).Replaces(status));
        Assert.False((status with { ObservedGeneration = 0 }).Replaces(status));
        Assert.True((status with { ObservedGeneration = 2 }).Replaces(status));
        Assert.True((status with { AvailableReplicas = 0 }).Replaces(status));
    }
}
