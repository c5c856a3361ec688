using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Models;
using Kubernetes.Models.Meta;
using LocalCluster.Controllers.Caching;

namespace LocalCluster.Controllers.Selection;

/// <summary>Takes objects that fit an owner and have no controller, and lets go of those that no longer fit (ControllerRefManager).</summary>
internal sealed class Adoption<TOwner, TChild>(KubeClient client, KindView<TChild> children)
    where TOwner : class, IResource<TOwner>
    where TChild : class, IResource<TChild>
{
    /// <summary>The objects that are the owner's now. An owner that is being deleted keeps what it has and takes nothing.</summary>
    public async Task<IReadOnlyList<TChild>> ClaimAsync(TOwner owner, Func<TChild, bool> fits, CancellationToken cancellationToken)
    {
        List<TChild> mine = [];
        bool? isAlive = owner.Metadata.DeletionTimestamp is null ? null : false;
        foreach (var child in children.In(owner.Metadata.Namespace))
        {
            var controller = Ownership.ControllerOf(child);
            if (controller is not null && controller.Uid != owner.Metadata.Uid) continue;

            var isFit = fits(child);
            if (controller is not null && (isFit || isAlive == false)) mine.Add(child);
            else if (controller is not null) await ReleaseAsync(owner, child, cancellationToken);
            else if (isFit && child.Metadata.DeletionTimestamp is null && (isAlive ??= await IsAliveAsync(owner, cancellationToken)) == true
                && await AdoptAsync(owner, child, cancellationToken) is { } adopted) mine.Add(adopted);
        }

        return mine;
    }

    /// <summary>Asks the server: an owner that was deleted a moment ago, or replaced by one of its name, must not adopt anything.</summary>
    private async Task<bool> IsAliveAsync(TOwner owner, CancellationToken cancellationToken)
    {
        var live = await client.FindAsync<TOwner>(ObjectKey.Of(owner), cancellationToken);
        return live?.Metadata.Uid == owner.Metadata.Uid && live?.Metadata.DeletionTimestamp is null;
    }

    private Task<TChild?> AdoptAsync(TOwner owner, TChild child, CancellationToken cancellationToken) =>
        PatchOwnersAsync(child, [.. child.Metadata.OwnerReferences ?? [], Ownership.By(owner)], cancellationToken);

    private Task<TChild?> ReleaseAsync(TOwner owner, TChild child, CancellationToken cancellationToken) =>
        PatchOwnersAsync(child, [.. (child.Metadata.OwnerReferences ?? []).Where(one => one.Uid != owner.Metadata.Uid)], cancellationToken);

    /// <summary>Null when the object has gone meanwhile. One that changed meanwhile is a conflict: its owner is looked at again.</summary>
    private async Task<TChild?> PatchOwnersAsync(TChild child, IReadOnlyList<OwnerReference> owners, CancellationToken cancellationToken)
    {
        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["uid"] = child.Metadata.Uid,
                ["resourceVersion"] = child.Metadata.ResourceVersion,
                ["ownerReferences"] = OwnersJson.Of(owners),
            },
        };
        try
        {
            return await client.PatchAsync<TChild>(ObjectKey.Of(child), Patch.Merge(patch), null, cancellationToken);
        }
        catch (ApiException e) when (e.IsNotFound)
        {
            return null;
        }
    }
}
