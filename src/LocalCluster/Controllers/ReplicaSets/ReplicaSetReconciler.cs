using System.Collections.Concurrent;
using Kubernetes.Client;
using Kubernetes.Models.Apps;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Kubernetes.Runtime.Controllers;
using LocalCluster.Controllers.Caching;
using LocalCluster.Controllers.Recording;
using LocalCluster.Controllers.Selection;

namespace LocalCluster.Controllers.ReplicaSets;

/// <summary>Keeps as many pods of a template as a set asks for, and says how they are.</summary>
internal sealed class ReplicaSetReconciler(KubeClient client, ClusterStores stores, EventRecorder recorder, TimeProvider time) : IReconciler
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);

    private readonly Adoption<ReplicaSet, Pod> _adoption = new(client, stores.Pods);

    /// <summary>Pods that were made and that the watch has not shown yet: without them the same pod would be made twice.</summary>
    private readonly ConcurrentDictionary<ObjectKey, HashSet<string>> _unseen = new();

    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (stores.ReplicaSets.Find(key) is not { } set)
        {
            _unseen.TryRemove(key, out _);
            return Outcome.AwaitChange;
        }

        var unseen = _unseen.GetOrAdd(key, _ => []);
        unseen.RemoveWhere(name => stores.Pods.Find(new ObjectKey(key.Namespace, name)) is not null);
        if (unseen.Count > 0) return Outcome.RequeueAfter(Moment);

        var pods = await _adoption.ClaimAsync(set, pod => Fits(set, pod), cancellationToken);
        var active = pods.Where(pod => pod.Metadata.DeletionTimestamp is null && pod.Status?.Phase is not ("Succeeded" or "Failed")).ToList();
        if (set.Metadata.DeletionTimestamp is null) await ScaleAsync(set, active, unseen, cancellationToken);
        var facts = ReplicaCount.Of(set, active, pods.Count(pod => pod.Metadata.DeletionTimestamp is not null), time.GetUtcNow());
        await WriteAsync(set, facts, cancellationToken);
        return facts.CheckAgainIn is { } wait ? Outcome.RequeueAfter(wait) : Outcome.AwaitChange;
    }

    /// <summary>What has ended is not worth taking.</summary>
    private static bool Fits(ReplicaSet set, Pod pod) =>
        set.Spec?.Selector.Matches(pod.Metadata) == true
        && (pod.Status?.Phase is not ("Succeeded" or "Failed") || Ownership.ControllerOf(pod) is not null);

    private async Task ScaleAsync(ReplicaSet set, List<Pod> active, HashSet<string> unseen, CancellationToken cancellationToken)
    {
        var wanted = set.Spec?.Replicas ?? 1;
        for (var missing = wanted - active.Count; missing > 0; missing--)
        {
            var pod = await client.CreateAsync(PodOf(set), null, cancellationToken);
            unseen.Add(pod.Metadata.Name ?? "");
            recorder.Normal(Reporter.ReplicaSets, set, "SuccessfulCreate", $"Created pod: {pod.Metadata.Name}");
        }

        foreach (var pod in active.OrderBy(Worth).ThenByDescending(pod => pod.Metadata.CreationTimestamp).Take(Math.Max(0, active.Count - wanted)))
        {
            await client.DeleteAsync<Pod>(ObjectKey.Of(pod), new DeleteOptions { Preconditions = new Preconditions { Uid = pod.Metadata.Uid } }, cancellationToken);
            recorder.Normal(Reporter.ReplicaSets, set, "SuccessfulDelete", $"Deleted pod: {pod.Metadata.Name}");
        }
    }

    /// <summary>What is not scheduled goes first, then what does not run, then what is not ready.</summary>
    private static int Worth(Pod pod) => pod switch
    {
        { Spec.NodeName: null or "" } => 0,
        { Status.Phase: not "Running" } => 1,
        _ => ReplicaCount.IsReady(pod) ? 3 : 2,
    };

    private static Pod PodOf(ReplicaSet set) => new()
    {
        Metadata = new ObjectMeta
        {
            GenerateName = $"{set.Metadata.Name}-",
            Namespace = set.Metadata.Namespace,
            Labels = set.Spec?.Template?.Metadata?.Labels,
            Annotations = set.Spec?.Template?.Metadata?.Annotations,
            Finalizers = set.Spec?.Template?.Metadata?.Finalizers,
            OwnerReferences = [Ownership.By(set)],
        },
        Spec = set.Spec?.Template?.Spec,
    };

    private async Task WriteAsync(ReplicaSet set, ReplicaCount count, CancellationToken cancellationToken)
    {
        if (count.IsWrittenIn(set.Status)) return;

        await client.PatchAsync<ReplicaSet>(ObjectKey.Of(set), Patch.Merge(count.ToPatch(set)), new WriteOptions { Subresource = "status" }, cancellationToken);
    }
}
