using System.Text.Json;
using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Models;
using Kubernetes.Models.Meta;
using Kubernetes.Runtime.Controllers;
using LocalCluster.Controllers.Inventory;

namespace LocalCluster.Controllers.GarbageCollection;

/// <summary>
/// Looks at one object, by its uid: lets its dependents go or live as its finalizers say, and deletes it when none of its owners is left.
/// </summary>
internal sealed class GarbageCollector(KubeClient client, ClusterInventory inventory, Action<string> lookAt) : IReconciler
{
    private readonly OwnerLookup _owners = new(client, inventory);

    public static ObjectKey KeyOf(string uid) => new(null, uid);

    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (inventory.Graph.Find(key.Name) is not { } known) return Outcome.AwaitChange;

        // What the watch shows may be old; a decision to delete is made on what is true now.
        var live = await client.FindAsync(known.Type, known.Key, cancellationToken);
        if (live?.Uid != known.Uid) return Outcome.AwaitChange;

        var obj = new ObjectEntry(known.Type, live);
        if (obj.OrphansDependents) await OrphanAsync(obj, cancellationToken);
        else if (obj.AwaitsDependents) await AwaitDependentsAsync(obj, cancellationToken);
        else await CollectAsync(obj, cancellationToken);
        return Outcome.AwaitChange;
    }

    private async Task OrphanAsync(ObjectEntry owner, CancellationToken cancellationToken)
    {
        foreach (var dependent in inventory.Graph.DependentsOf(owner.Uid))
        {
            var others = dependent.Owners.Where(reference => reference.Uid != owner.Uid).ToList();
            await SetOwnersAsync(dependent, others, cancellationToken);
        }

        await FinishAsync(owner, cancellationToken);
    }

    private async Task AwaitDependentsAsync(ObjectEntry owner, CancellationToken cancellationToken)
    {
        var dependents = inventory.Graph.DependentsOf(owner.Uid);
        if (!CollectorRules.Blocking(owner, dependents).Any()) await FinishAsync(owner, cancellationToken);
        // Those that do not block go too. Each one's end brings the owner back here.
        foreach (var dependent in dependents.Where(dependent => !dependent.IsDeleting)) lookAt(dependent.Uid);
    }

    private async Task CollectAsync(ObjectEntry obj, CancellationToken cancellationToken)
    {
        var owners = await _owners.FindAsync(obj, cancellationToken);
        switch (CollectorRules.Decide(obj, owners, inventory.Graph.DependentsOf(obj.Uid).Count > 0))
        {
            case CollectorAction.KeepOwners keep:
                await SetOwnersAsync(obj, keep.Owners, cancellationToken);
                break;
            case CollectorAction.Delete delete:
                await DeleteAsync(obj, delete.Propagation, cancellationToken);
                break;
        }
    }

    private Task SetOwnersAsync(ObjectEntry obj, IReadOnlyList<OwnerReference> owners, CancellationToken cancellationToken)
    {
        JsonArray? list = owners.Count == 0
            ? null
            : [.. owners.Select(owner => JsonSerializer.SerializeToNode(owner, KubernetesJson.Default.OwnerReference))];
        return PatchAsync(obj, "ownerReferences", list, cancellationToken);
    }

    /// <summary>The collector's part is done: its finalizer goes, and with the last finalizer the object.</summary>
    private Task FinishAsync(ObjectEntry obj, CancellationToken cancellationToken)
    {
        var others = obj.Finalizers.Where(finalizer => finalizer != obj.DoneFinalizer).ToList();
        JsonArray? list = others.Count == 0 ? null : [.. others.Select(finalizer => JsonValue.Create(finalizer))];
        return PatchAsync(obj, "finalizers", list, cancellationToken);
    }

    private async Task PatchAsync(ObjectEntry obj, string field, JsonArray? value, CancellationToken cancellationToken)
    {
        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["uid"] = obj.Uid,
                ["resourceVersion"] = obj.ResourceVersion,
                [field] = value,
            },
        };
        try
        {
            using var answer = await client.SendAsync(Requests.Patch(obj.Type, obj.Key, Patch.Merge(patch), null), cancellationToken);
        }
        catch (ApiException e) when (e.IsNotFound)
        {
            // It has gone by itself.
        }
    }

    private async Task DeleteAsync(ObjectEntry obj, string propagation, CancellationToken cancellationToken)
    {
        var options = new DeleteOptions { PropagationPolicy = propagation, Preconditions = new Preconditions { Uid = obj.Uid } };
        try
        {
            using var answer = await client.SendAsync(Requests.Delete(obj.Type, obj.Key, options), cancellationToken);
        }
        catch (ApiException e) when (e.IsNotFound || e.IsConflict)
        {
            // It has gone by itself, or another object has its name.
        }
    }
}
