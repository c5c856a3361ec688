using FsCheck;
using FsCheck.Fluent;
using Operator.Api;
using Operator.Api.Strategies;
using Operator.Rollout.Gates;

namespace Operator.Tests.Rollout.Model;

/// <summary>Random lives of an app under each strategy, against a model of the StatefulSet controller.</summary>
public sealed class RolloutModelTests
{
    public static TheoryData<string> Names => [.. Lives.Strategies.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Whatever_happens_it_ends_with_all_pods_on_one_revision_or_says_why_not(string strategy) =>
        Prop.ForAll(Arb.From(Gen.Choose(0, 999).ListOf(), LeavingOutOne), Arb.From(Gen.Choose(1, 6)), (happenings, replicas) =>
        {
            var world = Lives.Begin(strategy, replicas);
            if (strategy == "BlueGreen") world.Change(spec => spec with { RevisionHistoryLimit = 0 });
            foreach (var happening in happenings) Happen(world, happening);
            EndWell(world);
        }).Check(Lives.Of(100).WithEndSize(80));

    [Fact]
    public void Another_strategy_in_the_middle_of_a_rollout_ends_it_as_well() =>
        Prop.ForAll(Arb.From(Gen.Choose(0, 999).ListOf(), LeavingOutOne), Arb.From(Gen.Choose(1, 6)), Arb.From(Gen.Elements(Lives.Strategies.Keys.ToArray()).ListOf(4)), (happenings, replicas, strategies) =>
        {
            var world = Lives.Begin(strategies[0], replicas);
            foreach (var (happening, i) in happenings.Select((happening, i) => (happening, i)))
            {
                if (i % 20 == 19) world.ChangeStrategy(Lives.Strategies[strategies[i / 20 % strategies.Count]]);
                Happen(world, happening);
            }

            EndWell(world);
        }).Check(Lives.Of(200).WithEndSize(80));

    [Theory]
    [InlineData("BlueGreen", 1)]
    [InlineData("BlueGreen by hand", 8)]
    [InlineData("Canary", 4)]
    [InlineData("Canary", 16)]
    [InlineData("Recreate", 2)]
    public void A_plain_roll_that_takes_over_in_the_middle_leaves_nothing_of_the_strategy_before(string strategy, int passes)
    {
        var world = Lives.Begin(strategy, 4);
        Settle(world);
        world.Change(spec => spec with { Image = "good:2" });
        for (var pass = 0; pass < passes; pass++) world.Pass();

        world.ChangeStrategy(new UpdateStrategy());
        Settle(world);

        Assert.Equal((AppPhase.Healthy, null, null), (world.Status.Phase, world.Status.Rollout!.Weight, world.Status.Rollout.StepCount));
        Assert.Equal(world.Serving, world.Status.Rollout.BlueGreen?.Target ?? world.Serving);
        Assert.All(world.Set.Pods, pod => Assert.Equal(world.Set.Update, pod.Revision));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_abort_brings_every_pod_back_to_the_stable_revision(string strategy) =>
        Prop.ForAll(Arb.From(Gen.Choose(0, 30)), Arb.From(Gen.Choose(1, 6)), (passes, replicas) =>
        {
            var world = Lives.Begin(strategy, replicas);
            Settle(world);
            var stable = world.Status.StableRevision;
            world.Change(spec => spec with { Image = "good:2" });
            for (var pass = 0; pass < passes; pass++) world.Pass();
            var isUnderWay = world.Status.StableRevision == stable && world.Status.Rollout?.BlueGreen?.ClosedAt is null;
            world.Annotate(Annotations.Abort, "now");

            Settle(world);

            if (world.Beside.Pods.Count > 0) world.Fail("a pod of the other colour is left");
            if (isUnderWay && passes > 0 && world.Set.Pods.Any(pod => pod.Revision != stable)) world.Fail("a pod is not back");
            if (isUnderWay && passes > 0 && (world.Status.Phase, world.Status.Conditions?.First(c => c.Type == "Ready").Reason) != (AppPhase.Degraded, "RolloutAborted")) world.Fail("it does not say that it was aborted");
        }).Check(Lives.Of(60));

    [Theory]
    [InlineData("BlueGreen")]
    [InlineData("BlueGreen by hand")]
    public void Each_switch_hands_every_visit_over_also_those_that_come_late(string strategy) =>
        Prop.ForAll(Arb.From(Gen.Choose(0, 999).ListOf(40)), Arb.From(Gen.Choose(1, 4)), (happenings, replicas) =>
        {
            var world = Lives.Begin(strategy, replicas);
            Settle(world);
            foreach (var happening in happenings)
            {
                if (happening % 9 == 0) world.Change(spec => spec with { Image = $"good:{happening}" });
                if (happening % 5 == 0) world.Reconcile(dies: true);
                if (happening % 7 == 0) world.Annotate(Annotations.Actions[happening % 3], "full");
                world.Visit(late: true);
                world.Pass();
            }

            EndWell(world);
            if (world.Volumes.KnownTo(world.Serving, replicas) != world.Volumes.Acknowledged) world.Fail($"{world.Serving} serves and does not know all of {world.Volumes.Acknowledged} visits");
        }).Check(Lives.Of(60));

    [Fact]
    public void Whatever_is_measured_a_canary_ends_on_one_revision_or_asks_a_person()
    {
        var ends = new List<string?>();
        Prop.ForAll(Arb.From(Gen.Choose(0, 9).NonEmptyListOf()), Arb.From(Gen.Choose(2, 6)), (readings, replicas) =>
        {
            var world = Lives.Begin("Canary with analysis", replicas);
            Settle(world);
            var stable = world.Status.StableRevision;
            world.Change(spec => spec with { Image = "good:2" });
            foreach (var reading in readings)
            {
                world.Expect(reading / 2);
                world.Reconcile(dies: reading % 2 == 1);
                world.Pass();
            }

            for (var pass = 0; pass < 80; pass++) world.Pass();
            ends.Add(End(world, stable));
            if (world.Status.Phase == AppPhase.Paused) GoOn(world, stable);
        }).Check(Lives.Of(100).WithEndSize(40));

        Assert.Superset(new HashSet<string?> { AppPhase.Healthy, AppPhase.Paused, AppPhase.Degraded }, ends.ToHashSet());
    }

    /// <summary>A person goes on as often as asked, and now all is well: it ends on the new revision.</summary>
    private static void GoOn(ModelWorld world, string? stable)
    {
        world.Expect(0);
        for (var pass = 0; pass < 120; pass++)
        {
            if (world.Status.Phase == AppPhase.Paused) world.Annotate(Annotations.Promote, "next");
            world.Pass();
        }

        if (End(world, stable) != AppPhase.Healthy) world.Fail("it does not go on");
    }

    /// <summary>Healthy on the new revision, aborted by what failed, or paused by what is inconclusive; anything else is a mistake.</summary>
    private static string? End(ModelWorld world, string? stable)
    {
        var (rollout, pods) = (world.Status.Rollout!, world.Set.Pods);
        bool Has(string verdict) => rollout.Analysis?.Any(tally => tally.Verdict == verdict) == true;
        var isRight = world.Status.Phase switch
        {
            AppPhase.Healthy => rollout.AbortReason is null && pods.TrueForAll(pod => pod.Revision != stable) && !Has(AnalysisVerdict.Failed) && !Has(AnalysisVerdict.Running),
            AppPhase.Paused => rollout.Gate == WaitNames.AnalysisIsConclusive && Has(AnalysisVerdict.Inconclusive),
            AppPhase.Degraded => rollout.AbortReason is not null && Has(AnalysisVerdict.Failed) && pods.TrueForAll(pod => pod.Revision == stable),
            _ => false,
        };
        if (!isRight) world.Fail($"it ends {world.Status.Phase}: {world.Status.Message}");
        return world.Status.Phase;
    }

    private static void Happen(ModelWorld world, int happening)
    {
        switch (happening % 20)
        {
            case <= 5: world.Reconcile(); break;
            case 6: world.Reconcile(dies: true); break;
            case 7: world.Expect(happening / 20 % 5); break;
            case <= 10: world.Sync(lags: happening / 20 % 3 == 0); break;
            case <= 13: world.StartPods(); break;
            case 14: world.Wait(TimeSpan.FromSeconds(happening % 100)); break;
            case 15: world.Lose(happening / 20 % 6); break;
            case 16: world.Change(spec => spec with { Image = (happening / 20 % 4) switch { 0 => "bad:1", var version => $"good:{version}" } }); break;
            case 17: world.Change(spec => spec with { Replicas = happening / 20 % 6 }); break;
            case 18 when happening / 20 % 5 == 4: world.Change(spec => spec with { Paused = !spec.Paused }); break;
            case 18: world.Annotate(Annotations.Actions[happening / 20 % Annotations.Actions.Count], (happening / 100 % 4) switch { 0 => "full", 1 => "x", _ => "now" }); break;
            case 19 when happening / 20 % 3 == 0: world.Visit(late: true); break;
            case 19 when happening / 20 % 3 == 1: world.IsSilent = !world.IsSilent; break;
            default: world.Pass(); break;
        }
    }

    private static void Settle(ModelWorld world)
    {
        for (var pass = 0; pass < 60 && !(pass > 3 && IsDone(world)); pass++) world.Pass();
    }

    private static bool IsDone(ModelWorld world) =>
        world.Status.HandledActions is null && world.Beside.Pods.Count == 0 && (world.Partition > 0 || world.Set.Update == world.Status.StableRevision) && world.Set.Pods.TrueForAll(pod => pod.IsReady && (pod.Ordinal < world.Partition || pod.Revision == world.Set.Update))
        && (world.Status.Phase == AppPhase.Healthy || world.Status.Rollout?.AbortReason is not null);

    /// <summary>Left alone with a spec that can work, it gets there; a pause that only a person ends is ended by one, and an abort that came too early is taken back.</summary>
    private static void EndWell(ModelWorld world)
    {
        world.Expect(0);

        world.IsSilent = false;
        world.Change(spec => spec with { Image = "good:9", Paused = false, Replicas = Math.Max(1, spec.Replicas), UpdateStrategy = Whole(spec.UpdateStrategy) });
        for (var pass = 0; pass < 150 && !(pass > 3 && IsDone(world)); pass++)
        {
            world.Pass();
            if (world.Status.Rollout?.AbortReason is not null) world.Annotate(Annotations.Retry, "now");
            if (world.Status.Rollout is { PausedSince: not null, PausedUntil: null }) world.Annotate(Annotations.Promote, "next");
        }

        if (world.Status.Phase != AppPhase.Healthy) world.Fail($"it ends {world.Status.Phase}: {world.Status.Message}");
        if (world.Set.Pods.Count != world.Spec.Replicas || world.Set.Pods.Any(pod => pod.Revision != world.Set.Update || !pod.IsReady)) world.Fail("not all pods are what was asked for");
        if (world.Beside.Pods.Count > 0) world.Fail("a pod of the other colour is left");
        if (world.Status.HandledActions is not null) world.Fail("an annotation is left");
        if (world.Status.Rollout?.BlueGreen is { Target: { } target } colours && target != colours.Serving && world.Spec.UpdateStrategy.Type != StrategyType.BlueGreen) world.Fail("a colour is left that nobody wants");
        if (world.Status.Rollout is { Weight: not null } && world.Spec.UpdateStrategy.Type != StrategyType.Canary) world.Fail("a weight is left");
    }

    /// <summary>Pods below a partition keep their revision, also one that cannot start: only a lower partition gets them out of there.</summary>
    private static UpdateStrategy Whole(UpdateStrategy strategy) =>
        strategy.RollingUpdate is { } rolling ? strategy with { RollingUpdate = rolling with { Partition = 0 } } : strategy;

    private static IEnumerable<List<int>> LeavingOutOne(List<int> happenings) => happenings.Select((_, i) => happenings.Where((_, j) => j != i).ToList());
}
