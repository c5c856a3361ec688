using LocalCluster.Controllers.StatefulSets.Planning;

namespace LocalCluster.Tests.Controllers.StatefulSets;

/// <summary>Random lives of a set: whatever happens, no plan breaks a promise, and in the end the set is what it should be.</summary>
public sealed class SetPlannerModelTests
{
    private const int Steps = 150;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 120)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void No_plan_breaks_a_promise_and_the_set_settles(int seed)
    {
        var random = new Random(seed);
        var world = new SetWorld(RandomSet(random));

        for (var step = 0; step < Steps; step++)
        {
            Disturb(world, random);
            // A controller's view is sometimes behind the world; what it does then must be harmless too.
            var observed = world.Observe();
            var plan = SetPlanner.Decide(observed);
            CheckPromises(observed, plan);
            if (random.Next(4) == 0) Disturb(world, random);
            world.CarryOut(plan);
        }

        Settle(world);
        CheckSettled(world);
    }

    private static SetFacts RandomSet(Random random) => new()
    {
        Replicas = random.Next(0, 6),
        FirstOrdinal = random.Next(3) == 0 ? random.Next(1, 4) : 0,
        Ordered = random.Next(2) == 0,
        Update = random.Next(4) == 0 ? new UpdateRule.OnDelete() : Rolling(random.Next(4)),
        MinReady = TimeSpan.FromSeconds(random.Next(2) * 10),
        Generation = 1,
    };

    /// <summary>Zero stands for no partition at all.</summary>
    private static UpdateRule.Rolling Rolling(int drawn) => new(drawn == 0 ? null : drawn - 1);

    private static void Disturb(SetWorld world, Random random)
    {
        var pod = world.Pods.Count == 0 ? null : world.Pods[random.Next(world.Pods.Count)];
        world.Now += TimeSpan.FromSeconds(random.Next(4));
        switch (random.Next(14))
        {
            case 0:
                world.Set = world.Set with { Replicas = random.Next(0, 6) };
                break;
            case 1:
                world.Template++;
                break;
            case 2 when world.Set.Update is UpdateRule.Rolling:
                world.Set = world.Set with { Update = Rolling(random.Next(5)) };
                break;
            case 3 when pod is not null:
                world.Replace(pod with { ReadySince = null });
                break;
            case 4 when pod is not null:
                world.Replace(pod with { Terminating = true });
                break;
            case 5 when pod is not null:
                world.Replace(pod with { Phase = PodPhase.Failed, ReadySince = null });
                break;
            default:
                if (pod is not null) world.Advance(pod);
                break;
        }
    }

    private static void CheckPromises(SetObservation observed, SetPlan plan)
    {
        var actions = plan.Stages.SelectMany(stage => stage).ToList();
        var created = actions.OfType<SetAction.CreatePod>().Select(create => create.Ordinal).ToList();
        var deleted = actions.OfType<SetAction.DeletePod>().Select(delete => delete.Pod).ToList();

        Assert.Equal(created.Distinct(), created);
        Assert.DoesNotContain(created, ordinal => observed.Pods.Any(pod => pod.Ordinal == ordinal) || !observed.Set.Wants(ordinal));
        Assert.DoesNotContain(deleted, pod => pod.Terminating);
        CheckRoll(observed, deleted);
        if (observed.Set.Ordered) CheckOrder(observed, created, deleted);
        CheckStatus(observed, plan.Status);
    }

    private static void CheckRoll(SetObservation observed, List<PodFacts> deleted)
    {
        var rolled = deleted.Where(pod => observed.Set.Wants(pod.Ordinal) && !pod.IsFinished).ToList();
        if (rolled is []) return;

        var pod = Assert.Single(rolled);
        var rolling = Assert.IsType<UpdateRule.Rolling>(observed.Set.Update);
        Assert.True(pod.Ordinal >= observed.Set.FirstOrdinal + (rolling.Partition ?? 0), "A pod below the partition was taken.");
        Assert.NotEqual(observed.Revisions.Update, pod.Revision);
        for (var ordinal = pod.Ordinal + 1; observed.Set.Wants(ordinal); ordinal++)
        {
            var above = Assert.Single(observed.Pods, other => other.Ordinal == ordinal);
            Assert.Equal(observed.Revisions.Update, above.Revision);
            Assert.False(above.IsUnavailable(observed.Set.MinReady, observed.Now), "A pod was taken before the one above it was back.");
        }
    }

    private static void CheckOrder(SetObservation observed, List<int> created, List<PodFacts> deleted)
    {
        Assert.True(created.Count + deleted.Count <= 1, "An ordered set took two steps at once.");
        var below = created.SelectMany(ordinal => Enumerable.Range(observed.Set.FirstOrdinal, ordinal - observed.Set.FirstOrdinal));
        foreach (var ordinal in below)
        {
            Assert.False(observed.Pods.Single(pod => pod.Ordinal == ordinal).IsUnavailable(observed.Set.MinReady, observed.Now));
        }
    }

    private static void CheckStatus(SetObservation observed, SetStatus status)
    {
        Assert.Equal(observed.Pods.Count, status.Replicas);
        Assert.InRange(status.ReadyReplicas, 0, status.Replicas);
        Assert.InRange(status.AvailableReplicas, 0, status.ReadyReplicas);
        Assert.InRange(status.UpdatedReplicas, 0, status.Replicas);
    }

    /// <summary>The node works on and nothing else happens, except that somebody deletes the pods a controller must not touch.</summary>
    private static void Settle(SetWorld world)
    {
        for (var round = 0; round < 200; round++)
        {
            world.Now += TimeSpan.FromSeconds(11);
            foreach (var pod in world.Pods) world.Advance(pod);
            world.CarryOut(SetPlanner.Decide(world.Observe()));
        }
    }

    private static void CheckSettled(SetWorld world)
    {
        var observed = world.Observe();
        var plan = SetPlanner.Decide(observed);

        Assert.Empty(plan.Stages);
        Assert.Null(plan.CheckAgainIn);
        Assert.Equal(Enumerable.Range(world.Set.FirstOrdinal, world.Set.Replicas), world.Pods.Select(pod => pod.Ordinal));
        Assert.Equal(world.Set.Replicas, plan.Status.AvailableReplicas);
        if (world.Set.Update is not UpdateRule.Rolling rolling) return;

        Assert.All(world.Pods.Skip(rolling.Partition ?? 0), pod => Assert.Equal(observed.Revisions.Update, pod.Revision));
        if (rolling.Partition is null or 0) Assert.Equal(plan.Status.UpdateRevision, plan.Status.CurrentRevision);
    }
}
