using System.Text.Json;
using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Models;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Kubernetes.Runtime.Controllers;
using LocalCluster.Controllers.Caching;
using LocalCluster.Controllers.Inventory;

namespace LocalCluster.Controllers.Namespaces;

/// <summary>Empties a namespace that is being deleted, says what remains, and lets it go when nothing does.</summary>
internal sealed class NamespaceReconciler(KubeClient client, ClusterStores stores, ClusterInventory inventory, TimeProvider time) : IReconciler
{
    private const string Finalizer = "kubernetes";

    /// <summary>What remains goes by itself and reports it; this is only in case a report is lost.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (stores.Namespaces.Find(key) is not { Metadata.DeletionTimestamp: not null } ns) return Outcome.AwaitChange;
        if (ns.Spec?.Finalizers?.Contains(Finalizer) != true) return Outcome.AwaitChange;

        var remains = await EmptyAsync(key.Name, cancellationToken);
        await ReportAsync(ns, remains, cancellationToken);
        if (remains.Count > 0) return Outcome.RequeueAfter(Patience);

        await FinalizeAsync(key, cancellationToken);
        return Outcome.AwaitChange;
    }

    /// <summary>Deletes everything; returns what is still there.</summary>
    private async Task<IReadOnlyList<Remainder>> EmptyAsync(string ns, CancellationToken cancellationToken)
    {
        List<Remainder> remains = [];
        foreach (var type in inventory.Types.Where(type => type.Namespaced).OrderBy(type => type.Plural, StringComparer.Ordinal))
        {
            var options = new ListOptions { Namespace = ns };
            var found = await client.ListAsync(type, options, cancellationToken);
            if (found.Items.Count == 0) continue;

            using (await client.SendAsync(Requests.DeleteCollection(type, options), cancellationToken))
            {
                // The answer lists what was deleted; only what is left matters.
            }

            var left = await client.ListAsync(type, options, cancellationToken);
            if (left.Items.Count > 0) remains.Add(new Remainder(type, [.. left.Items.Select(item => item.Metadata)]));
        }

        return remains;
    }

    private async Task ReportAsync(Namespace ns, IReadOnlyList<Remainder> remains, CancellationToken cancellationToken)
    {
        var conditions = TerminationConditions.Of(remains, ns.Status?.Conditions ?? [], time.GetUtcNow());
        if (TerminationConditions.AreSame(conditions, ns.Status?.Conditions ?? [])) return;

        var list = new JsonArray([.. conditions.Select(condition => JsonSerializer.SerializeToNode(condition, KubernetesJson.Default.NamespaceCondition))]);
        var patch = new JsonObject { ["status"] = new JsonObject { ["phase"] = "Terminating", ["conditions"] = list } };
        var options = new WriteOptions { Subresource = "status" };
        await client.PatchAsync<Namespace>(ObjectKey.Of(ns), Patch.Merge(patch), options, cancellationToken);
    }

    private async Task FinalizeAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        try
        {
            var ns = await client.GetAsync<Namespace>(key, cancellationToken);
            var finalizers = (ns.Spec?.Finalizers ?? []).Where(finalizer => finalizer != Finalizer).ToList();
            var done = ns with { Spec = (ns.Spec ?? new NamespaceSpec()) with { Finalizers = finalizers } };
            await client.ReplaceAsync(done, new WriteOptions { Subresource = "finalize" }, cancellationToken);
        }
        catch (ApiException e) when (e.IsNotFound)
        {
            // Gone.
        }
    }
}
