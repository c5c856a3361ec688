using System.Collections.Concurrent;
using Kubernetes.Client;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Kubernetes.Runtime.Caching;
using Kubernetes.Runtime.Controllers;
using Kubernetes.Tests.Scripting;
using Microsoft.Extensions.Time.Testing;

namespace Kubernetes.Tests.Runtime.Controllers;

/// <summary>A controller of config maps with a scripted server, a clock that stands still, and a reconciler that does what the test says.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly CancellationTokenSource _over = new();
    private readonly List<Task> _running = [];

    private readonly MetricReader _metrics;

    public Stage() => (Client, _metrics) = (Script.Client(Time), new MetricReader(Name));

    public string Name { get; } = $"stage-{Guid.NewGuid():N}";

    public FakeTimeProvider Time { get; } = new();

    public ListWatchScript Script { get; } = new();

    public KubeClient Client { get; }

    /// <summary>Every key that was reconciled, in order, with the time of the fake clock.</summary>
    public ConcurrentQueue<(string Name, DateTimeOffset At)> Passes { get; } = [];

    public IReadOnlyList<string> Names => [.. Passes.Select(pass => pass.Name)];

    public Task Running { get; private set; } = Task.CompletedTask;

    public Controller? Controller { get; private set; }

    public Informer<ConfigMap> Informer(string? ns = null)
    {
        var informer = new Informer<ConfigMap>(Client, new InformerOptions { Namespace = ns, PreferWatchList = false }, Time);
        _running.Add(informer.RunAsync(_over.Token));
        return informer;
    }

    /// <summary>Starts the controller; <paramref name="reconcile"/> gets the key and how often it was called before.</summary>
    public Controller Start(
        Action<Controller> wire, Func<ObjectKey, int, CancellationToken, Task<Outcome>>? reconcile = null, Func<ControllerOptions, ControllerOptions>? options = null)
    {
        var defaults = new ControllerOptions { TimeProvider = Time, ResyncPeriod = null };
        var reconciler = new Scripted(this, reconcile ?? ((_, _, _) => Task.FromResult(Outcome.AwaitChange)));
        Controller = Kubernetes.Runtime.Controllers.Controller.Create(Name, reconciler, options?.Invoke(defaults) ?? defaults);
        wire(Controller);
        _running.Add(Running = Controller.RunAsync(_over.Token));
        return Controller;
    }

    public Task Sees(params string[] names) => TestKit.Eventually.Succeeds(() =>
    {
        Assert.Equal(names, Names);
        return Task.CompletedTask;
    });

    public Task SeesCount(int count) => TestKit.Eventually.Holds(() => Task.FromResult(Passes.Count >= count), $"{count} reconciles");

    /// <summary>Waits until no worker has anything left to do before the clock moves.</summary>
    public Task Idle() => TestKit.Eventually.Holds(
        () =>
        {
            var before = Working();
            var depth = _metrics.Series.Where(series => series.StartsWith("workqueue_depth", StringComparison.Ordinal)).Sum(_metrics.Value);
            return Task.FromResult(depth == 0 && before.HandedOut == before.Done && Working() == before);
        },
        "idle workers");

    /// <summary>Advances the clock in small steps, each when the one before has done what it does, until the condition holds.</summary>
    public async Task AdvancesUntil(Func<bool> condition, TimeSpan step, int steps)
    {
        await Idle();
        for (var i = 0; i < steps && !condition(); i++)
        {
            Time.Advance(step);
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
            await Idle();
        }

        await TestKit.Eventually.Holds(() => Task.FromResult(condition()), "the condition at the end of the time that was given");
    }

    public async Task StopAsync()
    {
        await _over.CancelAsync();
        await Task.WhenAll(_running).WaitAsync(TimeSpan.FromSeconds(10));
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await Task.WhenAny(Task.WhenAll(_running), Task.Delay(TimeSpan.FromSeconds(10), TimeProvider.System));
        _over.Dispose();
        _metrics.Dispose();
    }

    private (int HandedOut, int Done) Working() => (_metrics.Count("workqueue_queue_duration_seconds"), _metrics.Count("workqueue_work_duration_seconds"));

    private sealed class Scripted(Stage stage, Func<ObjectKey, int, CancellationToken, Task<Outcome>> reconcile) : IReconciler
    {
        private readonly ConcurrentDictionary<ObjectKey, int> _calls = [];

        public Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
        {
            var before = _calls.AddOrUpdate(key, 0, (_, calls) => calls + 1);
            stage.Passes.Enqueue((key.Name, stage.Time.GetUtcNow()));
            return reconcile(key, before, cancellationToken);
        }
    }
}
