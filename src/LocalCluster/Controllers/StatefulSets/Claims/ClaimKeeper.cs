using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Models.Apps;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using LocalCluster.Controllers.Caching;
using LocalCluster.Controllers.Selection;

namespace LocalCluster.Controllers.StatefulSets.Claims;

/// <summary>Creates the claims of an ordinal and keeps their owners by the retention policy.</summary>
internal sealed class ClaimKeeper(KubeClient client, KindView<PersistentVolumeClaim> claims, SetEvents events)
{
    /// <exception cref="InvalidOperationException">A claim is being deleted: its pod cannot come before it is gone.</exception>
    public async Task EnsureAsync(StatefulSet set, int ordinal, CancellationToken cancellationToken)
    {
        foreach (var wanted in ClaimFactory.Make(set, ordinal))
        {
            var existing = claims.Find(ObjectKey.Of(wanted));
            if (existing?.Metadata.DeletionTimestamp is not null)
                throw new InvalidOperationException($"pvc {wanted.Metadata.Name} is being deleted");
            if (existing is null) await CreateAsync(set, ordinal, wanted, cancellationToken);
        }
    }

    public async Task SetOwnersAsync(StatefulSet set, Pod pod, int ordinal, CancellationToken cancellationToken)
    {
        foreach (var name in ClaimFactory.NamesFor(set, ordinal))
        {
            if (claims.Find(new ObjectKey(set.Metadata.Namespace, name)) is not { } claim || ClaimOwners.AreRight(claim, set, pod)) continue;

            if (ClaimOwners.HasForeignController(claim, set, pod)) events.ConflictingController(set, name);
            var patch = new JsonObject
            {
                ["metadata"] = new JsonObject
                {
                    ["resourceVersion"] = claim.Metadata.ResourceVersion,
                    ["ownerReferences"] = OwnersJson.Of(ClaimOwners.Right(claim, set, pod)),
                },
            };
            await client.PatchAsync<PersistentVolumeClaim>(ObjectKey.Of(claim), Patch.Merge(patch), null, cancellationToken);
        }
    }

    private async Task CreateAsync(StatefulSet set, int ordinal, PersistentVolumeClaim claim, CancellationToken cancellationToken)
    {
        var name = claim.Metadata.Name ?? "";
        try
        {
            await client.CreateAsync(claim, null, cancellationToken);
            events.ClaimCreated(set, name, ordinal);
        }
        catch (ApiException e) when (!e.IsAlreadyExists)
        {
            events.ClaimFailed(set, name, ordinal, e.Message);
            throw;
        }
    }
}
