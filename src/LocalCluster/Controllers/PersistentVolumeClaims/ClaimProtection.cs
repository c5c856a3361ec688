using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Kubernetes.Runtime.Controllers;
using LocalCluster.Controllers.Caching;
using LocalCluster.Controllers.Scheduling;

namespace LocalCluster.Controllers.PersistentVolumeClaims;

/// <summary>Holds a claim that is being deleted until no pod on a node uses it any more.</summary>
internal sealed class ClaimProtection(KubeClient client, ClusterStores stores) : IReconciler
{
    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (stores.Claims.Find(key) is not { } claim) return Outcome.AwaitChange;

        var finalizers = claim.Metadata.Finalizers ?? [];
        var isProtected = finalizers.Contains(ClaimAnnotations.ClaimProtection);
        if (claim.Metadata.DeletionTimestamp is null)
        {
            if (!isProtected) await SetAsync(claim, [.. finalizers, ClaimAnnotations.ClaimProtection], cancellationToken);
            return Outcome.AwaitChange;
        }

        if (isProtected && !await IsUsedAsync(key, cancellationToken))
            await SetAsync(claim, [.. finalizers.Where(finalizer => finalizer != ClaimAnnotations.ClaimProtection)], cancellationToken);
        return Outcome.AwaitChange;
    }

    /// <summary>When the watch shows no user the server is asked, for a pod may have come that the watch has not told of.</summary>
    private async Task<bool> IsUsedAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (stores.Pods.In(key.Namespace).Any(pod => Uses(pod, key.Name))) return true;

        var live = await client.ListAsync<Pod>(new ListOptions { Namespace = key.Namespace }, cancellationToken);
        return live.Items.Any(pod => Uses(pod, key.Name));
    }

    private static bool Uses(Pod pod, string claim) =>
        !string.IsNullOrEmpty(pod.Spec?.NodeName) && ClaimCheck.ClaimNames(pod).Contains(claim);

    private async Task SetAsync(PersistentVolumeClaim claim, IReadOnlyList<string> finalizers, CancellationToken cancellationToken)
    {
        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["resourceVersion"] = claim.Metadata.ResourceVersion,
                ["finalizers"] = finalizers.Count == 0 ? null : new JsonArray([.. finalizers.Select(finalizer => JsonValue.Create(finalizer))]),
            },
        };
        await client.PatchAsync<PersistentVolumeClaim>(ObjectKey.Of(claim), Patch.Merge(patch), null, cancellationToken);
    }
}
