using System.Diagnostics;
using System.Globalization;
using Bench.Report;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Kubernetes.Runtime.Caching;
using Kubernetes.Runtime.Controllers;

namespace Bench.Runtime;

/// <summary>What a controller costs when there is nothing to do, how soon it begins, and what a cached object weighs. The server is in memory.</summary>
internal static class RuntimeSuite
{
    private const int Pods = 10_000;
    private const int Rounds = 7;
    private const int Events = 2_000;

    public static async Task<SuiteResult> RunAsync(CancellationToken cancellationToken)
    {
        var rates = new List<double>();
        var (fills, weights) = (new List<double>(), new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            var (fill, weight) = await FillAsync(cancellationToken);
            var rate = await ReconcileAllAsync(cancellationToken);
            // The first round is for the compiler.
            if (round == 0) continue;
            rates.Add(rate);
            fills.Add(fill);
            weights.Add(weight);
        }

        var latencies = await LatenciesAsync(cancellationToken);
        var (perSecond, median) = (Samples.Median(rates), Samples.Median(latencies));
        var table = new ResultTable(
            $"{Pods} pods of about 3 kB; one worker; medians of {Rounds} rounds, latencies of {Events} single events with a pause after each.",
            ["", "value", "unit"],
            [
                ["no-op reconciles, one worker", Text(perSecond), "1/s"],
                ["event arrives → reconcile begins, median", Text(median), "ms"],
                ["event arrives → reconcile begins, p99", Text(Samples.Percentile(latencies, 99)), "ms"],
                [$"list, cache and index {Pods} pods", Text(Samples.Median(fills)), "ms"],
                ["memory per cached pod", Text(Samples.Median(weights)), "bytes"],
                ["the same pod as JSON", Text(new MemoryServer(Pods).ListBytes / (double)Pods), "bytes"],
            ]);
        return new SuiteResult([table],
        [
            $"At least 5,000 no-op reconciles a second on one core: {(perSecond >= 5000 ? "met" : "not met")}.",
            $"Under 1 ms from an event's arrival to the start of its reconcile, at the median, when idle: {(median < 1 ? "met" : "not met")}.",
        ]);
    }

    private static string Text(double value) => value.ToString(value < 100 ? "0.000" : "0", CultureInfo.InvariantCulture);

    /// <summary>The time until an informer with an index holds all pods, and the memory that they take.</summary>
    private static async Task<(double Milliseconds, double BytesPerPod)> FillAsync(CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var client = new MemoryServer(Pods).Client();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var clock = Stopwatch.StartNew();
        var informer = Informer(client);
        var running = informer.RunAsync(over.Token);
        await informer.WaitForSyncAsync(cancellationToken);
        var took = clock.Elapsed.TotalMilliseconds;
        var bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)informer.Store.Count;
        await over.CancelAsync();
        await running;
        return (took, bytes);
    }

    private static async Task<double> ReconcileAllAsync(CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var server = new MemoryServer(Pods);
        using var client = server.Client();
        var informer = Informer(client);
        var filling = informer.RunAsync(over.Token);
        await informer.WaitForSyncAsync(cancellationToken);
        var asked = server.Requests;
        var reconciler = new CountingReconciler(informer.Store, Pods);
        var clock = Stopwatch.StartNew();
        var working = Controller.Create("noop", reconciler).For(informer).RunAsync(over.Token);
        await reconciler.Done.WaitAsync(cancellationToken);
        var rate = Pods / clock.Elapsed.TotalSeconds;
        if (server.Requests > asked + 1) throw new InvalidOperationException("A no-op reconcile asked the server.");
        await over.CancelAsync();
        await Task.WhenAll(filling, working);
        return rate;
    }

    private static async Task<IReadOnlyList<double>> LatenciesAsync(CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var server = new MemoryServer(1);
        using var client = server.Client();
        var informer = Informer(client);
        var reconciler = new TimingReconciler();
        var running = Task.WhenAll(informer.RunAsync(over.Token), Controller.Create("timed", reconciler).For(informer).RunAsync(over.Token));
        await reconciler.NextAsync(cancellationToken);
        var latencies = new List<double>(Events);
        for (var i = 0; i < Events; i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, cancellationToken);
            var next = reconciler.NextAsync(cancellationToken);
            var sent = Stopwatch.GetTimestamp();
            await server.ChangeAsync(0, i + 2, cancellationToken);
            latencies.Add(Stopwatch.GetElapsedTime(sent, await next).TotalMilliseconds);
        }

        await over.CancelAsync();
        await running;
        // The first hundred are for the compiler.
        return latencies[100..];
    }

    private static Informer<Pod> Informer(Kubernetes.Client.KubeClient client) =>
        new Informer<Pod>(client, new InformerOptions { PreferWatchList = false }).WithIndex("app", pod => [pod.Metadata.Labels?.GetValueOrDefault("app.kubernetes.io/instance") ?? ""]);

    private sealed class CountingReconciler(Store<Pod> store, int expected) : IReconciler
    {
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _left = expected;

        public Task Done => _done.Task;

        public Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
        {
            if (store.Find(key) is null) throw new InvalidOperationException($"{key} is not cached.");
            if (--_left == 0) _done.SetResult();
            return Task.FromResult(Outcome.AwaitChange);
        }
    }

    private sealed class TimingReconciler : IReconciler
    {
        private TaskCompletionSource<long> _next = New();

        public async Task<long> NextAsync(CancellationToken cancellationToken)
        {
            var begun = await _next.Task.WaitAsync(cancellationToken);
            return begun;
        }

        public Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
        {
            var begun = Stopwatch.GetTimestamp();
            Interlocked.Exchange(ref _next, New()).SetResult(begun);
            return Task.FromResult(Outcome.AwaitChange);
        }

        private static TaskCompletionSource<long> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
