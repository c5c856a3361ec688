using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Bench.Report;
using Kubernetes.Client;
using Kubernetes.Client.Config;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Kubernetes.Runtime.Caching;

namespace Bench.Client;

/// <summary>What it costs to list, index, cache and watch ten thousand pods.</summary>
internal static class ClientSuite
{
    private const int Pods = 10_000;
    private const int Rounds = 7;

    public static async Task<SuiteResult> RunAsync(CancellationToken cancellationToken)
    {
        var (list, events) = (PodFeed.List(Pods), PodFeed.Events(Pods));
        using var client = Client(list, events);
        using var quiet = Client(list, events: null);
        var listed = await RepeatAsync(() => ListAsync(client, cancellationToken));
        var metadata = await RepeatAsync(() => ListMetadataAsync(client, cancellationToken));
        var watched = await RepeatAsync(() => WatchAsync(client, cancellationToken));
        var cached = await RepeatAsync(() => CacheAsync(quiet, cancellationToken));
        return new SuiteResult(
            [
                new ResultTable(
                    $"{Pods} pods of {list.Length / Pods} bytes each, from memory: parsing alone, no network. Median of {Rounds} rounds.",
                    ["", "ms", "MB/s", "pods/s", "allocated bytes/pod"],
                    [Row("list", listed, list.Length), Row("list, metadata only", metadata, list.Length), Row("watch, one event each", watched, events.Length)]),
                new ResultTable(
                    "The same pods in an informer's store with two indexes, from the start to the complete store.",
                    ["", "ms", "bytes kept/pod"],
                    [["list, cache and index", Text(cached.Milliseconds), Text(cached.Kept / Pods)]]),
            ],
            [$"Ten thousand pods are listed, cached and indexed in {Text(cached.Milliseconds)} ms and take {Text(cached.Kept / 1_000_000)} MB."]);
    }

    private static KubeClient Client(byte[] list, byte[]? events) => new(new ClientConfig { Server = new Uri("http://canned") }, new CannedServer(list, events));

    private static async Task<Cost> ListAsync(KubeClient client, CancellationToken cancellationToken) =>
        await MeasureAsync(async () => Expect((await client.ListAsync<Pod>(new ListOptions(), cancellationToken)).Items.Count));

    private static async Task<Cost> ListMetadataAsync(KubeClient client, CancellationToken cancellationToken) =>
        await MeasureAsync(async () => Expect((await client.ListAsync<MetadataOf<Pod>>(new ListOptions(), cancellationToken)).Items.Count));

    private static async Task<Cost> WatchAsync(KubeClient client, CancellationToken cancellationToken) => await MeasureAsync(async () =>
    {
        var count = 0;
        await foreach (var _ in client.WatchAsync<Pod>(new WatchOptions(), cancellationToken)) count++;
        Expect(count);
    });

    private static async Task<Cost> CacheAsync(KubeClient client, CancellationToken cancellationToken)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var informer = new Informer<Pod>(client, new InformerOptions { PreferWatchList = false })
            .WithIndex("node", pod => [pod.Spec?.NodeName ?? ""])
            .WithIndex("owner", pod => pod.Metadata.OwnerReferences?.Select(owner => owner.Uid) ?? []);
        var begun = Stopwatch.GetTimestamp();
        var running = informer.RunAsync(stop.Token);
        await informer.WaitForSyncAsync(cancellationToken);
        var took = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        await stop.CancelAsync();
        await running;
        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        Expect(informer.Store.Count);
        Expect(informer.Store.ListIndexed("node", "node-7").Count * 100);
        return new Cost(took, 0, kept);
    }

    private static async Task<Cost> MeasureAsync(Func<Task> work)
    {
        GC.Collect();
        var (allocated, begun) = (GC.GetTotalAllocatedBytes(precise: true), Stopwatch.GetTimestamp());
        await work();
        return new Cost(Stopwatch.GetElapsedTime(begun).TotalMilliseconds, GC.GetTotalAllocatedBytes(precise: true) - allocated, 0);
    }

    private static async Task<Cost> RepeatAsync(Func<Task<Cost>> measure)
    {
        var rounds = new List<Cost>();
        for (var i = 0; i <= Rounds; i++)
        {
            rounds.Add(await measure());
            // Until here the stack is that of the round's end, and keeps its objects alive: the next round would not count its own.
            await Task.Yield();
        }

        rounds.RemoveAt(0); // the first one compiles
        return new Cost(Samples.Median(rounds.Select(one => one.Milliseconds)), Samples.Median(rounds.Select(one => one.Allocated)), Samples.Median(rounds.Select(one => one.Kept)));
    }

    private static void Expect(int count, [CallerArgumentExpression(nameof(count))] string what = "")
    {
        if (count != Pods) throw new InvalidOperationException($"{what} is {count}, not {Pods}: the measurement measures something else.");
    }

    private static string[] Row(string what, Cost cost, long bytes) =>
        [what, Text(cost.Milliseconds), Text(bytes / 1000.0 / cost.Milliseconds), Text(Pods * 1000.0 / cost.Milliseconds), Text(cost.Allocated / Pods)];

    private static string Text(double value) => value.ToString(value < 100 ? "0.0" : "0", CultureInfo.InvariantCulture);

    private sealed record Cost(double Milliseconds, double Allocated, double Kept);
}
