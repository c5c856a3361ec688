using Kubernetes.Client;
using Kubernetes.Runtime.Controllers;
using static Kubernetes.Tests.Scripting.ListWatchScript;

namespace Kubernetes.Tests.Runtime.Controllers;

public sealed class ControllerMetricsTests : IAsyncLifetime
{
    private readonly Stage _stage = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _stage.DisposeAsync().AsTask();

    [Fact]
    public void Every_series_is_there_with_0_before_anything_happened()
    {
        using var metrics = new MetricReader(_stage.Name);
        _stage.Script.List(7).Watch();
        _stage.Start(c => c.For(_stage.Informer()), options: options => options with { Concurrency = 3 });

        foreach (var series in (string[])
        [
            "controller_runtime_reconcile_total success", "controller_runtime_reconcile_total error", "controller_runtime_reconcile_total requeue",
            "controller_runtime_reconcile_total requeue_after", "controller_runtime_reconcile_errors_total", "controller_runtime_terminal_reconcile_errors_total",
            "controller_runtime_reconcile_panics_total", "controller_runtime_reconcile_timeouts_total", "controller_runtime_active_workers",
            "workqueue_adds_total", "workqueue_retries_total", "workqueue_unfinished_work_seconds", "workqueue_longest_running_processor_seconds",
        ])
            Assert.Equal(0, metrics.Value(series));
        Assert.Equal(3, metrics.Value("controller_runtime_max_concurrent_reconciles"));
    }

    [Fact]
    public async Task Each_end_of_a_reconcile_is_counted_as_what_it_was()
    {
        using var metrics = new MetricReader(_stage.Name);
        _stage.Script.List(7, Map("ok", 1), Map("later", 2), Map("wrong", 3), Map("down", 4), Map("bug", 5)).Watch();
        _stage.Start(c => c.For(_stage.Informer()), (key, before, _) => (key.Name, before) switch
        {
            ("later", 0) => Task.FromResult(Outcome.RequeueAfter(TimeSpan.FromHours(9))),
            ("wrong", 0) => throw new TerminalException("wrong"),
            ("down", 0) => throw new HttpRequestException("refused"),
            ("bug", 0) => throw new ArgumentNullException(nameof(key)),
            _ => Task.FromResult(Outcome.AwaitChange),
        });
        await _stage.SeesCount(5);
        await _stage.AdvancesUntil(() => _stage.Passes.Count == 7, TimeSpan.FromMilliseconds(5), 10);
        await TestKit.Eventually.Holds(() => Task.FromResult(metrics.Value("controller_runtime_active_workers") == 0), "idle workers");

        Assert.Equal(3, metrics.Value("controller_runtime_reconcile_total success"));
        Assert.Equal(1, metrics.Value("controller_runtime_reconcile_total requeue_after"));
        Assert.Equal(3, metrics.Value("controller_runtime_reconcile_total error"));
        Assert.Equal(3, metrics.Value("controller_runtime_reconcile_errors_total"));
        Assert.Equal(1, metrics.Value("controller_runtime_terminal_reconcile_errors_total"));
        Assert.Equal(1, metrics.Value("controller_runtime_reconcile_panics_total"));
        Assert.Equal(2, metrics.Value("workqueue_retries_total"));
        Assert.Equal(7, metrics.Value("workqueue_adds_total"));
        Assert.Equal(7, metrics.Count("workqueue_queue_duration_seconds"));
        Assert.Equal(7, metrics.Count("workqueue_work_duration_seconds"));
        Assert.Equal(7, metrics.Count("controller_runtime_reconcile_time_seconds"));
    }

    [Fact]
    public async Task A_worker_that_does_not_come_back_shows_in_the_metrics_and_to_the_health_check()
    {
        using var metrics = new MetricReader(_stage.Name);
        var end = new TaskCompletionSource<Outcome>();
        _stage.Script.List(7, Map("a", 1)).Watch();
        var controller = _stage.Start(c => c.For(_stage.Informer()), (_, _, _) => end.Task);
        await _stage.SeesCount(1);
        _stage.Time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(TimeSpan.FromMinutes(5), controller.LongestRunning);
        Assert.Equal(300, metrics.Value("workqueue_longest_running_processor_seconds"));
        Assert.Equal(300, metrics.Value("workqueue_unfinished_work_seconds"));
        Assert.Equal(1, metrics.Value("controller_runtime_active_workers"));
        end.SetResult(Outcome.AwaitChange);
        await TestKit.Eventually.Holds(() => Task.FromResult(controller.LongestRunning == TimeSpan.Zero), "an idle worker");
    }

    [Fact]
    public async Task A_pass_is_a_trace_with_the_requests_that_it_makes_inside()
    {
        var spans = new System.Collections.Concurrent.ConcurrentQueue<System.Diagnostics.Activity>();
        using var listener = new System.Diagnostics.ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("Kubernetes.", StringComparison.Ordinal),
            Sample = static (ref System.Diagnostics.ActivityCreationOptions<System.Diagnostics.ActivityContext> _) => System.Diagnostics.ActivitySamplingResult.AllData,
            ActivityStopped = spans.Enqueue,
        };
        System.Diagnostics.ActivitySource.AddActivityListener(listener);
        _stage.Script.List(7, Map("a", 1)).Watch();
        _stage.Script.Server.OnWrite = _ => Scripting.ScriptedServer.Json(Map("a", 8));
        _stage.Start(c => c.For(_stage.Informer()), async (key, before, token) =>
        {
            if (before == 0) await _stage.Client.PatchAsync<Kubernetes.Models.Core.ConfigMap>(key, Patch.Merge([]), null, token);
            return Outcome.AwaitChange;
        });

        var pass = await TestKit.Eventually.Finds(() => Task.FromResult(spans.FirstOrDefault(span => span.OperationName == $"reconcile {_stage.Name}")), "the span of the pass");
        Assert.Equal("a", pass.GetTagItem("k8s.object.name"));
        Assert.Contains(spans, span => span.OperationName == "patch configmaps" && span.ParentSpanId == pass.SpanId);
    }
}
