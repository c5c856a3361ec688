using LocalCluster.Controllers.StatefulSets.Planning;
using static LocalCluster.Tests.Controllers.StatefulSets.Observations;

namespace LocalCluster.Tests.Controllers.StatefulSets;

public sealed class SetPlannerTests
{
    [Fact]
    public void A_parallel_set_creates_all_its_pods_at_once()
    {
        Assert.Equal("+0@one +1@one +2@one", Plan(Parallel(3), Settled).Words());
    }

    [Fact]
    public void An_ordered_set_creates_one_pod_and_waits_until_it_is_ready()
    {
        Assert.Equal("+0@one", Plan(Ordered(3), Settled).Words());
        Assert.Equal("", Plan(Ordered(3), Settled, Pending(0)).Words());
        Assert.Equal("", Plan(Ordered(3), Settled, Broken(0)).Words());
        Assert.Equal("+1@one", Plan(Ordered(3), Settled, Ready(0)).Words());
    }

    [Fact]
    public void Ordinals_start_where_the_set_says()
    {
        var set = Parallel(2) with { FirstOrdinal = 5 };

        Assert.Equal("+5@one +6@one", Plan(set, Settled).Words());
        Assert.Equal("+6@one | -7 -4", Plan(set, Settled, Ready(4), Ready(5), Ready(7)).Words());
    }

    [Fact]
    public void A_parallel_set_scales_down_all_surplus_pods_at_once()
    {
        Assert.Equal("-4 -3", Plan(Parallel(3), Settled, Ready(0), Ready(1), Ready(2), Ready(3), Ready(4)).Words());
    }

    [Fact]
    public void An_ordered_set_scales_down_from_the_highest_ordinal_one_after_another()
    {
        Assert.Equal("-2", Plan(Ordered(1), Settled, Ready(0), Ready(1), Ready(2)).Words());
        Assert.Equal("", Plan(Ordered(1), Settled, Ready(0), Ready(1), Ready(2).Terminating()).Words());
        Assert.Equal("-1", Plan(Ordered(1), Settled, Ready(0), Ready(1)).Words());
    }

    [Fact]
    public void An_ordered_scale_down_waits_while_a_wanted_pod_is_not_ready()
    {
        Assert.Equal("", Plan(Ordered(1), Settled, Broken(0), Ready(1), Ready(2)).Words());
    }

    [Fact]
    public void An_ordered_scale_down_takes_a_broken_pod_only_when_it_is_the_lowest_broken_one()
    {
        Assert.Equal("", Plan(Ordered(1), Settled, Ready(0), Broken(1), Broken(2)).Words());
        Assert.Equal("-2", Plan(Ordered(1), Settled, Ready(0), Ready(1), Broken(2)).Words());
    }

    [Fact]
    public void A_finished_pod_is_deleted_and_comes_back_when_it_is_gone()
    {
        var failed = Pending(1) with { Phase = PodPhase.Failed };

        Assert.Equal("-1", Plan(Parallel(2), Settled, Ready(0), failed).Words());
        Assert.Equal("", Plan(Parallel(2), Settled, Ready(0), failed.Terminating()).Words());
        Assert.Equal("+1@one", Plan(Parallel(2), Settled, Ready(0)).Words());
    }

    [Fact]
    public void A_roll_takes_the_highest_pod_first_and_waits_until_the_new_one_is_ready()
    {
        Assert.Equal("-2", Plan(Parallel(3), Rolling, Ready(0), Ready(1), Ready(2)).Words());
        Assert.Equal("", Plan(Parallel(3), Rolling, Ready(0), Ready(1), Ready(2).Terminating()).Words());
        Assert.Equal("+2@two", Plan(Parallel(3), Rolling, Ready(0), Ready(1)).Words());
        Assert.Equal("", Plan(Parallel(3), Rolling, Ready(0), Ready(1), Pending(2, "two")).Words());
        Assert.Equal("-1", Plan(Parallel(3), Rolling, Ready(0), Ready(1), Ready(2, "two")).Words());
    }

    [Fact]
    public void A_roll_waits_until_the_new_pod_has_been_ready_long_enough()
    {
        var set = Parallel(2) with { MinReady = TimeSpan.FromSeconds(90) };

        var plan = Plan(set, Rolling, Ready(0), Ready(1, "two"));

        Assert.Equal("", plan.Words());
        Assert.Equal(TimeSpan.FromSeconds(30), plan.CheckAgainIn);
    }

    [Fact]
    public void A_broken_pod_of_an_older_revision_is_replaced_when_it_is_its_turn_in_a_parallel_set()
    {
        Assert.Equal("-2", Plan(Parallel(3), Rolling, Ready(0), Ready(1), Broken(2)).Words());
        Assert.Equal("", Plan(Parallel(3), Rolling, Broken(0), Ready(1), Pending(2, "two")).Words());
    }

    [Fact]
    public void A_broken_pod_of_an_ordered_set_stays_until_somebody_deletes_it()
    {
        Assert.Equal("", Plan(Ordered(3), Rolling, Ready(0), Ready(1), Broken(2)).Words());
    }

    [Fact]
    public void Pods_below_the_partition_keep_and_get_back_their_revision()
    {
        var set = Parallel(3) with { Update = new UpdateRule.Rolling(2) };

        Assert.Equal("-2", Plan(set, Rolling, Ready(0), Ready(1), Ready(2)).Words());
        Assert.Equal("", Plan(set, Rolling, Ready(0), Ready(1), Ready(2, "two")).Words());
        Assert.Equal("+1@one", Plan(set, Rolling, Ready(0), Ready(2, "two")).Words());
    }

    [Fact]
    public void A_partition_counts_from_the_first_ordinal()
    {
        var set = Parallel(3) with { FirstOrdinal = 10, Update = new UpdateRule.Rolling(2) };

        Assert.Equal("-12", Plan(set, Rolling, Ready(10), Ready(11), Ready(12)).Words());
        Assert.Equal("+10@one +11@one +12@two", Plan(set, Rolling).Words());
    }

    [Fact]
    public void Without_a_partition_a_pod_lost_during_a_roll_comes_back_as_it_was_until_its_turn_has_come()
    {
        var set = Parallel(3) with { Update = new UpdateRule.Rolling(null), CurrentReplicas = 2 };

        Assert.Equal("-2", Plan(set with { CurrentReplicas = 3 }, Rolling, Ready(0), Ready(1), Ready(2)).Words());
        Assert.Equal("+0@one +2@two", Plan(set, Rolling, Ready(1)).Words());
        Assert.Equal("+10@one +12@two", Plan(set with { FirstOrdinal = 10 }, Rolling, Ready(11)).Words());
    }

    [Fact]
    public void Raising_the_partition_does_not_take_an_updated_pod_back()
    {
        var set = Parallel(3) with { Update = new UpdateRule.Rolling(3) };

        Assert.Equal("", Plan(set, Rolling, Ready(0), Ready(1), Ready(2, "two")).Words());
    }

    [Fact]
    public void OnDelete_replaces_nothing_but_creates_at_the_new_revision()
    {
        var set = Parallel(2) with { Update = new UpdateRule.OnDelete() };

        Assert.Equal("", Plan(set, Rolling, Ready(0), Ready(1)).Words());
        Assert.Equal("+1@two", Plan(set, Rolling, Ready(0)).Words());
    }

    [Fact]
    public void A_set_that_is_being_deleted_does_nothing_but_count()
    {
        var plan = Plan(Parallel(3) with { Deleting = true, Generation = 2 }, Settled, Ready(0), Ready(1).Terminating());

        Assert.Equal("", plan.Words());
        Assert.Equal((2, 2, 1), (plan.Status.Replicas, plan.Status.ReadyReplicas, plan.Status.CurrentReplicas));
        Assert.Equal(2, plan.Status.ObservedGeneration);
    }

    [Fact]
    public void A_stale_claim_holds_its_pod_back()
    {
        var observed = new SetObservation
        {
            Set = Parallel(2),
            Pods = [],
            Revisions = Settled,
            StaleClaims = new HashSet<int> { 1 },
            Now = Now,
        };

        Assert.Equal("+0@one", SetPlanner.Decide(observed).Words());
    }

    [Fact]
    public void Claims_of_condemned_pods_change_hands_before_the_pods_go()
    {
        var condemned = Ready(1) with { ClaimOwnersMatch = false };

        Assert.Equal("handover1 | -1", Plan(Parallel(1), Settled, Ready(0), condemned).Words());
        Assert.Equal("handover1 | -1", Plan(Ordered(1), Settled, Ready(0), condemned).Words());
    }

    [Fact]
    public void A_pod_that_waits_for_a_lost_claim_gets_it_again()
    {
        Assert.Equal("claims0", Plan(Parallel(1), Settled, Pending(0) with { ClaimsExist = false }).Words());
        Assert.Equal("", Plan(Parallel(1), Settled, Ready(0) with { ClaimsExist = false }).Words());
    }

    [Fact]
    public void A_pod_without_its_identity_is_repaired()
    {
        Assert.Equal("repair0", Plan(Parallel(1), Settled, Ready(0) with { IdentityMatches = false }).Words());
    }
}
