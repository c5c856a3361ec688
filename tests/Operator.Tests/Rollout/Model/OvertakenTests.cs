using Operator.Api;
using Operator.Api.Strategies;

namespace Operator.Tests.Rollout.Model;

/// <summary>A canary that all pods have and nobody has approved: what becomes of it, and of what comes after it.</summary>
public sealed class OvertakenTests
{
    private readonly ModelWorld _world;
    private readonly string? _stable;

    public OvertakenTests()
    {
        var canary = new CanaryStrategy { Steps = [new CanaryStep { SetWeight = 50 }, new CanaryStep { SetWeight = 100 }, new CanaryStep { Pause = new CanaryPause() }] };
        _world = new ModelWorld(new UpdateStrategy { Type = StrategyType.Canary, Canary = canary }, replicas: 4);
        Pass(10);
        _stable = _world.Status.StableRevision;
        Change("good:2");
    }

    private bool IsBack => _world.Set.Pods.TrueForAll(pod => pod.Revision == _stable);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_new_version_starts_from_the_stable_one(bool asTheLastPodComes)
    {
        Until(() => asTheLastPodComes ? !_world.Set.Pods.Exists(pod => pod.Revision == _stable) : _world.Status.Phase == AppPhase.Paused);
        var unapproved = _world.Set.Update;
        Assert.All(_world.Set.Pods, pod => Assert.Equal(unapproved, pod.Revision));

        Change("good:3");
        _world.Reconcile();
        _world.Sync(lags: true);
        var (wasBack, shares) = (false, new HashSet<int>());
        for (var pass = 0; pass < 60; pass++)
        {
            Pass(1);
            wasBack |= IsBack;
            var newest = _world.Set.Pods.Count(pod => pod.Revision != _stable && pod.Revision != unapproved);
            Assert.True(newest == 0 || wasBack, _world.Story);
            if (_world.Set.Pods.TrueForAll(pod => pod.IsReady)) shares.Add(newest);
        }

        Assert.Equal((AppPhase.Paused, "2/3 100%"), (_world.Status.Phase, _world.Status.Rollout!.Step));
        Assert.Superset(new HashSet<int> { 0, 2, 4 }, shares);
        _world.Annotate(Annotations.Abort, "now");
        Pass(30);
        Assert.True(IsBack, _world.Story);
    }

    [Fact]
    public void An_app_that_is_held_approves_nothing()
    {
        Until(() => _world.Status.Phase == AppPhase.Paused);

        _world.Change(spec => spec with { Paused = true });
        Pass(3);
        Assert.Equal(_stable, _world.Status.StableRevision);
        _world.Change(spec => spec with { Paused = false, Image = "good:3" });
        Pass(2);
        _world.Change(spec => spec with { Paused = true });
        Pass(3);

        Assert.Equal(_stable, _world.Status.StableRevision);
    }

    [Fact]
    public void An_abort_is_heard_at_every_moment_of_the_way_back()
    {
        for (var passes = 1; passes < 25; passes++)
        {
            var test = OnTheWayBack(passes, Annotations.Abort, "now");
            Assert.True(test.IsBack && test._world.Status.Rollout?.AbortReason is not null, $"after {passes} passes\n{test._world.Story}");
        }
    }

    [Fact]
    public void A_promotion_in_full_is_heard_at_every_moment_of_the_way_back()
    {
        for (var passes = 0; passes < 25; passes++)
        {
            var test = OnTheWayBack(passes, Annotations.Promote, "full");
            Assert.True(test._world.Set.Pods.TrueForAll(pod => pod.Image == "good:3") && test._world.Status.Phase == AppPhase.Healthy, $"after {passes} passes\n{test._world.Story}");
        }
    }

    /// <summary>So many passes after a new version came, a person says this, and all come to rest.</summary>
    private static OvertakenTests OnTheWayBack(int passes, string annotation, string value)
    {
        var test = new OvertakenTests();
        test.Until(() => test._world.Status.Phase == AppPhase.Paused);
        test.Change("good:3");
        test.Pass(passes);
        test._world.Annotate(annotation, value);
        test.Pass(30);
        return test;
    }

    private void Change(string image) => _world.Change(spec => spec with { Image = image });

    private void Pass(int passes)
    {
        for (var pass = 0; pass < passes; pass++) _world.Pass();
    }

    private void Until(Func<bool> isReached)
    {
        for (var pass = 0; pass < 40 && !isReached(); pass++) _world.Pass();
        Assert.True(isReached(), _world.Story);
    }
}
