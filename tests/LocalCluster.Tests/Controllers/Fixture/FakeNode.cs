using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Kubernetes.Runtime.Caching;
using Kubernetes.Runtime.Controllers;
using Microsoft.Extensions.Logging;

namespace LocalCluster.Tests.Controllers.Fixture;

/// <summary>
/// A node without processes: a pod that is bound to it gets an address and becomes ready, unless its image says otherwise; a pod that
/// is being deleted ends and goes.
/// </summary>
internal sealed class FakeNode : IReconciler, IAsyncDisposable
{
    public const string BrokenImage = "broken";

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<ObjectKey, bool> _unready = new();
    private readonly KubeClient _client;
    private readonly Informer<Pod> _pods;
    private readonly Controller _controller;
    private Task _running = Task.CompletedTask;
    private int _addresses;

    private FakeNode(KubeClient client, ILoggerFactory loggers)
    {
        _client = client;
        _pods = new Informer<Pod>(client, new InformerOptions(), loggers: loggers);
        _controller = Controller.Create("fake-node", this, new ControllerOptions { Concurrency = 4, LoggerFactory = loggers }).For(_pods);
    }

    public static async Task<FakeNode> StartAsync(KubeClient client, ILoggerFactory loggers)
    {
        var node = new FakeNode(client, loggers);
        await client.CreateAsync(new ClusterNode { Metadata = new ObjectMeta { Name = "node-1" } }, null, CancellationToken.None);
        node._running = Task.WhenAll(node._pods.RunAsync(node._stop.Token), node._controller.RunAsync(node._stop.Token));
        return node;
    }

    /// <summary>Readiness as a probe would report it.</summary>
    public async Task SetReadyAsync(string pod, bool ready, string ns = "default")
    {
        var key = new ObjectKey(ns, pod);
        _unready[key] = !ready;
        await ReportAsync(await _client.GetAsync<Pod>(key, CancellationToken.None), "Running", ready, CancellationToken.None);
    }

    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (_pods.Store.Find(key) is not { Spec.NodeName: "node-1" } pod) return Outcome.AwaitChange;

        try
        {
            if (pod.Metadata.DeletionTimestamp is not null)
            {
                var now = new DeleteOptions { GracePeriodSeconds = 0, Preconditions = new Preconditions { Uid = pod.Metadata.Uid } };
                await _client.DeleteAsync<Pod>(key, now, cancellationToken);
            }
            else if (pod.Status?.Phase is null or "" or "Pending" && pod.Status?.PodIP is null)
            {
                var broken = pod.Spec?.Containers?[0].Image == BrokenImage;
                var ready = !broken && !_unready.GetValueOrDefault(key);
                await ReportAsync(pod, broken ? "Pending" : "Running", ready, cancellationToken);
            }
        }
        catch (ApiException e) when (e.IsNotFound || e.IsConflict)
        {
            // The pod was faster.
        }

        return Outcome.AwaitChange;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private Task ReportAsync(Pod pod, string phase, bool ready, CancellationToken cancellationToken)
    {
        var status = new JsonObject
        {
            ["phase"] = phase,
            ["podIP"] = pod.Status?.PodIP ?? $"127.16.1.{Interlocked.Increment(ref _addresses)}",
            ["conditions"] = new JsonArray(
                new JsonObject
                {
                    ["type"] = "Ready",
                    ["status"] = ready ? "True" : "False",
                    ["lastTransitionTime"] = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null),
                }),
        };
        var patch = Patch.StrategicMerge(new JsonObject { ["metadata"] = new JsonObject { ["uid"] = pod.Metadata.Uid }, ["status"] = status });
        return _client.PatchAsync<Pod>(ObjectKey.Of(pod), patch, new WriteOptions { Subresource = "status" }, cancellationToken);
    }
}
