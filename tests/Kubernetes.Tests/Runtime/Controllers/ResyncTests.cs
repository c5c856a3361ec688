using Kubernetes.Runtime.Controllers;
using Kubernetes.Runtime.Queueing;
using static Kubernetes.Tests.Scripting.ListWatchScript;

namespace Kubernetes.Tests.Runtime.Controllers;

public sealed class ResyncTests : IAsyncLifetime
{
    private readonly Stage _stage = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _stage.DisposeAsync().AsTask();

    [Fact]
    public async Task Every_object_is_looked_at_again_within_the_period_and_not_all_together()
    {
        _stage.Script.List(7, [.. Enumerable.Range(0, 40).Select(i => Map($"m{i}", i + 1))]).Watch();
        _stage.Start(c => c.For(_stage.Informer()), options: options => options with { ResyncPeriod = TimeSpan.FromMinutes(10) });
        await _stage.SeesCount(40);
        await _stage.Idle();
        var start = _stage.Time.GetUtcNow();
        for (var i = 0; i < 601; i++)
        {
            _stage.Time.Advance(TimeSpan.FromSeconds(1));
            await _stage.Idle();
        }

        await _stage.SeesCount(80);
        var looks = _stage.Passes.Skip(40).Take(40).ToList();
        Assert.Equal(40, looks.Select(look => look.Name).Distinct().Count());
        Assert.All(looks, look => Assert.True(look.At - start >= TimeSpan.FromMinutes(5)));
        Assert.True(looks.Select(look => (int)(look.At - start).TotalSeconds / 30).Distinct().Count() >= 5);
    }

    [Fact]
    public async Task What_is_gone_is_not_looked_at_again_and_a_terminal_error_is()
    {
        _stage.Script.List(7, Map("gone", 1), Map("broken", 2));
        var stream = _stage.Script.Watch();
        _stage.Start(
            c => c.For(_stage.Informer()),
            (key, _, _) => key.Name == "broken" ? throw new TerminalException("broken") : Task.FromResult(Outcome.AwaitChange),
            options => options with { ResyncPeriod = TimeSpan.FromMinutes(10) });
        await _stage.SeesCount(2);
        stream.Deleted(Map("gone", 8));
        await _stage.SeesCount(3);

        await _stage.AdvancesUntil(() => _stage.Names.Count(name => name == "broken") >= 4, TimeSpan.FromSeconds(30), 200);
        Assert.Equal(2, _stage.Names.Count(name => name == "gone"));
    }

    [Fact]
    public async Task With_several_informers_of_one_kind_the_objects_of_all_are_looked_at_again()
    {
        _stage.Script.List(7, Map("one", 1)).List(7, Map("two", 2)).Watch();
        _stage.Script.Watch();
        var (one, two) = (_stage.Informer("a"), _stage.Informer("b"));
        _stage.Start(c => c.For(one).For(two), options: options => options with { ResyncPeriod = TimeSpan.FromMinutes(10) });
        await _stage.SeesCount(2);

        await _stage.AdvancesUntil(() => _stage.Names.Count(name => name == "one") >= 2 && _stage.Names.Count(name => name == "two") >= 2, TimeSpan.FromSeconds(30), 40);
    }

    [Fact]
    public async Task A_look_that_is_due_waits_for_all_other_work()
    {
        using var metrics = new MetricReader(_stage.Name);
        using var busy = new SemaphoreSlim(1);
        _stage.Script.List(7, Map("a", 1), Map("b", 2)).Watch();
        _stage.Start(
            c => c.For(_stage.Informer()),
            async (_, _, token) =>
            {
                await busy.WaitAsync(token);
                busy.Release();
                return Outcome.AwaitChange;
            },
            options => options with { ResyncPeriod = TimeSpan.FromMinutes(10), ReconcileTimeout = TimeSpan.FromHours(1) });
        await _stage.SeesCount(2);
        await busy.WaitAsync();
        _stage.Time.Advance(TimeSpan.FromMinutes(10));

        await TestKit.Eventually.Holds(() => Task.FromResult(metrics.Value($"workqueue_depth {WorkQueue.LowPriority}") == 1), "one look that waits at low priority");
        Assert.False(metrics.Value("workqueue_depth 0") > 0);
        busy.Release();
    }
}
