using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Models.Apps;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using LocalCluster.Controllers.Caching;

namespace LocalCluster.Controllers.StatefulSets.Pods;

/// <summary>Takes pods that fit a set and have no owner, and lets go of pods that no longer fit.</summary>
internal sealed class PodAdoption(KubeClient client, KindView<Pod> pods)
{
    /// <summary>The pods that are the set's now.</summary>
    public async Task<IReadOnlyList<Pod>> ClaimAsync(StatefulSet set, CancellationToken cancellationToken)
    {
        List<Pod> mine = [];
        var confirmed = false;
        foreach (var pod in pods.In(set.Metadata.Namespace))
        {
            switch (PodTies.Of(set, pod))
            {
                case PodTie.Owned:
                    mine.Add(pod);
                    break;
                case PodTie.Orphan:
                    confirmed = confirmed || await IsAliveAsync(set, cancellationToken);
                    if (confirmed && await AdoptAsync(set, pod, cancellationToken) is { } adopted) mine.Add(adopted);
                    break;
                case PodTie.Strayed:
                    await ReleaseAsync(set, pod, cancellationToken);
                    break;
            }
        }

        return mine;
    }

    /// <summary>Asks the server: a set that was deleted a moment ago, or replaced by one of its name, must not adopt anything.</summary>
    private async Task<bool> IsAliveAsync(StatefulSet set, CancellationToken cancellationToken)
    {
        var live = await client.FindAsync<StatefulSet>(ObjectKey.Of(set), cancellationToken);
        return live?.Metadata.Uid == set.Metadata.Uid && live?.Metadata.DeletionTimestamp is null;
    }

    private Task<Pod?> AdoptAsync(StatefulSet set, Pod pod, CancellationToken cancellationToken) =>
        PatchOwnersAsync(pod, [.. pod.Metadata.OwnerReferences ?? [], PodFactory.OwnerFor(set)], cancellationToken);

    private Task<Pod?> ReleaseAsync(StatefulSet set, Pod pod, CancellationToken cancellationToken) =>
        PatchOwnersAsync(pod, [.. (pod.Metadata.OwnerReferences ?? []).Where(owner => owner.Uid != set.Metadata.Uid)], cancellationToken);

    /// <summary>Null when the pod has gone meanwhile. A pod that changed meanwhile is a conflict: the set is looked at again.</summary>
    private async Task<Pod?> PatchOwnersAsync(Pod pod, IReadOnlyList<OwnerReference> owners, CancellationToken cancellationToken)
    {
        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["uid"] = pod.Metadata.Uid,
                ["resourceVersion"] = pod.Metadata.ResourceVersion,
                ["ownerReferences"] = OwnersJson.Of(owners),
            },
        };
        try
        {
            return await client.PatchAsync<Pod>(ObjectKey.Of(pod), Patch.Merge(patch), null, cancellationToken);
        }
        catch (ApiException e) when (e.IsNotFound)
        {
            return null;
        }
    }
}
