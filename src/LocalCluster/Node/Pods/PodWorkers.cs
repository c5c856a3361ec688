using System.Collections.Concurrent;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Kubernetes.Runtime.Caching;

namespace LocalCluster.Node.Pods;

/// <summary>The pods that run on the node. A pod is known by its uid: another one of the same name may come while the first still ends.</summary>
internal sealed class PodWorkers(NodeContext node) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, PodWorker> _workers = new(StringComparer.Ordinal);
    private volatile bool _closed;

    /// <summary>Called with every change of the pods bound to this node, one at a time.</summary>
    public void Apply(StoreChange<Pod> change)
    {
        switch (change)
        {
            case StoreChange<Pod>.Updated { Before: var before, Now: var now } when before.Metadata.Uid != now.Metadata.Uid:
                Vanish(before);
                Take(now);
                break;
            case StoreChange<Pod>.Removed removed:
                Vanish(removed.Last);
                break;
            default:
                Take(change.Object);
                break;
        }
    }

    /// <summary>The pod of this name; of several, the one that is not being deleted.</summary>
    public PodWorker? Find(string @namespace, string name) => _workers.Values
        .Where(worker => ObjectKey.Of(worker.Pod) == new ObjectKey(@namespace, name))
        .OrderBy(worker => worker.Pod.Metadata.DeletionTimestamp is not null)
        .FirstOrDefault();

    public async ValueTask DisposeAsync()
    {
        _closed = true;
        await Task.WhenAll(_workers.Values.Select(worker => worker.StopAsync(node.Options.StopDeadline)));
    }

    private void Take(Pod pod)
    {
        if (_closed || pod.Metadata.Uid is not { } uid || pod.Spec is null) return;
        if (_workers.TryGetValue(uid, out var known))
        {
            known.Update(pod);
            return;
        }

        var worker = new PodWorker(pod, node);
        _workers[uid] = worker;
        _ = ForgetAsync(uid, worker);
    }

    private void Vanish(Pod pod)
    {
        if (pod.Metadata.Uid is { } uid && _workers.TryGetValue(uid, out var worker)) worker.Vanish();
    }

    private async Task ForgetAsync(string uid, PodWorker worker)
    {
        await worker.Completion;
        _workers.TryRemove(uid, out _);
        await worker.DisposeAsync();
    }
}
