using Kubernetes.Client;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Kubernetes.Runtime.Caching;
using Kubernetes.Runtime.Controllers;
using Kubernetes.Tests.Scripting;
using Microsoft.Extensions.Logging;
using static Kubernetes.Tests.Scripting.ListWatchScript;

namespace Kubernetes.Tests.Runtime.Controllers;

public sealed class ControllerTests : IAsyncLifetime
{
    private readonly Stage _stage = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _stage.DisposeAsync().AsTask();

    [Fact]
    public async Task A_change_goes_before_what_was_there_at_the_start()
    {
        using var open = new SemaphoreSlim(0);
        _stage.Script.List(7, Map("a", 1), Map("b", 2), Map("c", 3));
        var stream = _stage.Script.Watch();
        _stage.Start(c => c.For(_stage.Informer()), async (_, _, token) =>
        {
            await open.WaitAsync(token);
            return Outcome.AwaitChange;
        });
        await _stage.SeesCount(1);
        stream.Added(Map("new", 8));
        await TestKit.Eventually.Holds(() => Task.FromResult(QueueDepth(0) == 1), "the change in the queue");
        open.Release(10);

        await _stage.SeesCount(4);
        Assert.Equal("new", _stage.Names[1]);
        Assert.Equal(["a", "b", "c", "new"], _stage.Names.Order());
    }

    [Fact]
    public async Task Whoever_has_news_from_elsewhere_can_ask_for_a_look()
    {
        _stage.Script.List(7, Map("a", 1)).Watch();
        var controller = _stage.Start(c => c.For(_stage.Informer()));
        await _stage.Sees("a");

        controller.Enqueue(new ObjectKey("default", "a"));

        await _stage.Sees("a", "a");
        await _stage.StopAsync();
        controller.Enqueue(new ObjectKey("default", "a"));
        Assert.Equal(2, _stage.Passes.Count);
    }

    [Fact]
    public async Task Work_that_fails_is_tried_again_for_ever_with_growing_waits()
    {
        _stage.Script.List(7, Map("a", 1)).Watch();
        _stage.Start(c => c.For(_stage.Informer()), (_, before, _) =>
            before < 20 ? throw new InvalidOperationException("not yet") : Task.FromResult(Outcome.AwaitChange));
        await _stage.SeesCount(1);

        await _stage.AdvancesUntil(() => _stage.Passes.Count == 21, TimeSpan.FromSeconds(200), 2000);
        _stage.Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(21, _stage.Passes.Count);
    }

    [Fact]
    public async Task A_failure_after_a_success_waits_as_briefly_as_the_first_one()
    {
        _stage.Script.List(7, Map("a", 1));
        var stream = _stage.Script.Watch();
        _stage.Start(c => c.For(_stage.Informer()), (_, before, _) =>
            before is < 12 or 13 ? throw new InvalidOperationException("not yet") : Task.FromResult(Outcome.AwaitChange));
        await _stage.SeesCount(1);
        await _stage.AdvancesUntil(() => _stage.Passes.Count == 13, TimeSpan.FromSeconds(20), 2000);
        stream.Modified(Map("a", 8));
        await _stage.SeesCount(14);

        var begun = _stage.Time.GetUtcNow();
        await _stage.AdvancesUntil(() => _stage.Passes.Count == 15, TimeSpan.FromMilliseconds(10), 5000);
        // The thirteenth in a row would wait for sixteen seconds at least.
        Assert.True(_stage.Time.GetUtcNow() - begun < TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task All_lines_of_a_pass_carry_its_number()
    {
        using var log = new LogCapture();
        _stage.Script.List(7, Map("a", 1)).Watch();
        _stage.Start(
            c => c.For(_stage.Informer()),
            (key, before, _) =>
            {
                log.Log(LogLevel.Information, 0, "at work", null, (state, _) => state);
                return Task.FromResult(before == 0 ? Outcome.RequeueAfter(TimeSpan.FromMinutes(1)) : Outcome.AwaitChange);
            },
            options => options with { LoggerFactory = log });
        await _stage.SeesCount(1);
        await _stage.AdvancesUntil(() => _stage.Passes.Count == 2, TimeSpan.FromSeconds(10), 10);

        await TestKit.Eventually.Holds(() => Task.FromResult(Lines().Count == 2), "the lines of both");
        Assert.Equal([$"controller {_stage.Name} x/a reconcile 1", $"controller {_stage.Name} x/a reconcile 2"], Lines());

        List<string> Lines() => [.. log.Lines.Where(line => line.Text.StartsWith("at work", StringComparison.Ordinal)).Select(line => line.Text["at work".Length..].Trim())];
    }

    [Fact]
    public async Task A_terminal_error_waits_for_the_next_change()
    {
        _stage.Script.List(7, Map("a", 1));
        var stream = _stage.Script.Watch();
        _stage.Start(c => c.For(_stage.Informer()), (_, before, _) => before == 0 ? throw new TerminalException("wrong spec") : Task.FromResult(Outcome.AwaitChange));
        await _stage.Sees("a");
        await AfterMinutes();
        Assert.Single(_stage.Passes);

        stream.Modified(Map("a", 8));
        await _stage.Sees("a", "a");
    }

    [Fact]
    public async Task A_reconcile_that_outlives_its_deadline_is_cancelled_and_tried_again()
    {
        using var metrics = new MetricReader(_stage.Name);
        _stage.Script.List(7, Map("a", 1)).Watch();
        _stage.Start(c => c.For(_stage.Informer()), async (_, before, token) =>
        {
            if (before == 0) await Task.Delay(Timeout.InfiniteTimeSpan, _stage.Time, token);
            return Outcome.AwaitChange;
        });
        await _stage.SeesCount(1);
        _stage.Time.Advance(TimeSpan.FromSeconds(119));
        Assert.Single(_stage.Passes);

        _stage.Time.Advance(TimeSpan.FromSeconds(1));
        await _stage.AdvancesUntil(() => _stage.Passes.Count == 2, TimeSpan.FromSeconds(1), 10);
        Assert.Equal(1, metrics.Value("controller_runtime_reconcile_timeouts_total"));
        Assert.Equal(0, metrics.Value("controller_runtime_reconcile_panics_total"));
    }

    [Fact]
    public async Task It_looks_again_after_the_time_that_was_asked_for_or_at_a_change_before_it()
    {
        _stage.Script.List(7, Map("a", 1));
        var stream = _stage.Script.Watch();
        _stage.Start(c => c.For(_stage.Informer()), (_, before, _) => Task.FromResult(before < 2 ? Outcome.RequeueAfter(TimeSpan.FromSeconds(30)) : Outcome.AwaitChange));
        await _stage.Sees("a");
        await _stage.Idle();
        _stage.Time.Advance(TimeSpan.FromSeconds(29));
        await _stage.Idle();
        Assert.Single(_stage.Passes);
        await _stage.AdvancesUntil(() => _stage.Passes.Count == 2, TimeSpan.FromSeconds(1), 2);

        stream.Modified(Map("a", 8));
        await _stage.Sees("a", "a", "a");
        await AfterMinutes();
        // The time that the second pass had asked for went into the change that came before it.
        Assert.Equal(3, _stage.Passes.Count);
    }

    [Fact]
    public async Task A_child_wakes_its_controller_and_no_other_owner()
    {
        var child = """{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"child","namespace":"x","uid":"c","resourceVersion":"8","ownerReferences":[""" +
            """{"apiVersion":"v1","kind":"ConfigMap","name":"friend","uid":"f"},""" +
            """{"apiVersion":"v1","kind":"ConfigMap","name":"parent","uid":"p","controller":true},""" +
            """{"apiVersion":"other/v1","kind":"ConfigMap","name":"stranger","uid":"s","controller":true}]}}""";
        _stage.Script.List(7);
        var stream = _stage.Script.Watch();
        _stage.Start(c => c.Owns(_stage.Informer(), ConfigMap.Type));
        stream.Added(child);

        await _stage.Sees("parent");
    }

    [Fact]
    public async Task A_mapped_change_concerns_those_it_named_before_and_those_it_names_now()
    {
        _stage.Script.List(7, Map("a", 1, label: "old"));
        var stream = _stage.Script.Watch();
        _stage.Start(c => c.Watches(_stage.Informer(), map => [new ObjectKey("x", map.Metadata.Labels!["l"])]));
        await _stage.Sees("old");
        stream.Modified(Map("a", 8, label: "new"));

        await _stage.SeesCount(3);
        Assert.Equal(["new", "old"], _stage.Names.Skip(1).Order());
    }

    [Fact]
    public async Task A_change_that_the_predicate_refuses_wakes_nobody()
    {
        _stage.Script.List(7, Map("a", 1, label: "yes"));
        var stream = _stage.Script.Watch();
        _stage.Start(c => c.For(_stage.Informer(), change => change.Object.Metadata.Labels!["l"] == "yes"));
        await _stage.Sees("a");
        stream.Modified(Map("a", 8, label: "no")).Added(Map("b", 9, label: "yes"));

        await _stage.Sees("a", "b");
    }

    [Fact]
    public async Task A_mapping_that_throws_costs_its_own_change_and_nothing_more()
    {
        _stage.Script.List(7);
        var stream = _stage.Script.Watch();
        _stage.Start(c => c.Watches(_stage.Informer(), map => map.Metadata.Name == "bad" ? throw new FormatException("bad") : [ObjectKey.Of(map)]));
        stream.Added(Map("bad", 8)).Added(Map("good", 9));

        await _stage.Sees("good");
    }

    [Fact]
    public async Task A_deletion_wakes_the_reconciler_like_any_other_change()
    {
        _stage.Script.List(7, Map("a", 1));
        var stream = _stage.Script.Watch();
        _stage.Start(c => c.For(_stage.Informer()));
        await _stage.Sees("a");
        stream.Deleted(Map("a", 8));

        await _stage.Sees("a", "a");
    }

    [Fact]
    public async Task Without_a_list_it_gives_up_and_names_the_kind_and_the_reason()
    {
        _stage.Script.ListFails(System.Net.HttpStatusCode.Forbidden, "Forbidden");
        var informer = _stage.Informer();
        _stage.Start(c => c.For(informer));
        var running = Assert.ThrowsAsync<CacheSyncException>(() => _stage.Running);
        await TestKit.Eventually.Holds(
            () =>
            {
                _stage.Time.Advance(TimeSpan.FromMilliseconds(50));
                return Task.FromResult(informer.LastError?.Contains("the script is over", StringComparison.Ordinal) == true);
            },
            "the last reason");
        await _stage.AdvancesUntil(() => running.IsCompleted, TimeSpan.FromSeconds(10), 20);

        Assert.Contains("configmaps", (await running).Message, StringComparison.Ordinal);
        Assert.Contains("the script is over", (await running).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_returns_only_when_the_last_worker_has_finished()
    {
        var stopping = new TaskCompletionSource();
        var finish = new TaskCompletionSource();
        _stage.Script.List(7, Map("a", 1)).Watch();
        var idleWorkers = 2;
        _stage.Start(
            c => c.For(_stage.Informer()),
            async (_, _, token) =>
            {
                await using var told = token.UnsafeRegister(_ => stopping.TrySetResult(), null);
                await finish.Task;
                throw new InvalidOperationException("an error on the way out is nobody's any more");
            },
            options => options with { Concurrency = 1 + idleWorkers });
        await _stage.SeesCount(1);
        var stopped = _stage.StopAsync();
        await stopping.Task.WaitAsync(TimeSpan.FromSeconds(10));
        await Assert.ThrowsAsync<TimeoutException>(() => _stage.Running.WaitAsync(TimeSpan.FromMilliseconds(250)));

        finish.SetResult();
        await stopped;
    }

    [Fact]
    public async Task A_reconciler_that_never_waits_does_not_keep_its_starter()
    {
        _stage.Script.List(7, [.. Enumerable.Range(0, 50).Select(i => Map($"m{i}", i + 1))]).Watch();
        var informer = _stage.Informer();
        await informer.WaitForSyncAsync(CancellationToken.None);
        using var open = new ManualResetEventSlim();
        _stage.Start(c => c.For(informer), (_, _, token) =>
        {
            open.Wait(TimeSpan.FromSeconds(10), token);
            return Task.FromResult(Outcome.AwaitChange);
        });

        Assert.True(_stage.Passes.Count <= 1);
        open.Set();
        await _stage.SeesCount(50);
    }

    [Fact]
    public async Task A_reconcile_that_follows_a_write_sees_it_although_the_watch_is_silent()
    {
        var seen = new TaskCompletionSource<string?>();
        _stage.Script.List(7, Map("a", 1)).Watch();
        var informer = _stage.Informer();
        _stage.Script.Server.OnWrite = _ => ScriptedServer.Json(Map("a", 8, label: "ours"));
        _stage.Start(c => c.For(informer), async (key, before, token) =>
        {
            if (before == 0) await _stage.Client.PatchAsync<ConfigMap>(key, Patch.Merge([]), null, token);
            else seen.TrySetResult(informer.Store.Find(key)?.Metadata.Labels?["l"]);
            return Outcome.AwaitChange;
        });

        Assert.Equal("ours", await seen.Task.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task A_reconcile_that_has_nothing_to_do_asks_the_server_nothing()
    {
        _stage.Script.List(7, [.. Enumerable.Range(0, 500).Select(i => Map($"m{i}", i + 1))]).Watch();
        var informer = _stage.Informer();
        _stage.Start(c => c.For(informer), (key, _, _) => Task.FromResult(informer.Store.Find(key) is null ? throw new InvalidOperationException("not cached") : Outcome.AwaitChange));
        await _stage.SeesCount(500);

        Assert.Equal(2, _stage.Script.Server.Sent.Count);
    }

    private double QueueDepth(int priority)
    {
        using var metrics = new MetricReader(_stage.Name);
        return metrics.Value($"workqueue_depth {priority}");
    }

    private async Task AfterMinutes()
    {
        for (var i = 0; i < 40; i++)
        {
            _stage.Time.Advance(TimeSpan.FromSeconds(6));
            await _stage.Idle();
        }
    }
}
