using System.Collections.Concurrent;
using Kubernetes.Client;
using Kubernetes.Models.Core;
using Kubernetes.Models.Discovery;
using Kubernetes.Models.Meta;
using Kubernetes.Runtime.Controllers;
using LocalCluster.Controllers.Caching;
using LocalCluster.Controllers.Selection;

namespace LocalCluster.Controllers.EndpointSlices;

/// <summary>Keeps the slices of a service equal to its ready and unready pods.</summary>
internal sealed class EndpointSliceReconciler(KubeClient client, ClusterStores stores) : IReconciler
{
    private readonly ConcurrentDictionary<ObjectKey, ChangeTriggers> _triggers = new();

    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (stores.Services.Find(key) is not { } service)
        {
            // The slices follow their owner by garbage collection.
            _triggers.TryRemove(key, out _);
            return Outcome.AwaitChange;
        }

        if (service.Metadata.DeletionTimestamp is not null || service.Spec is not { Selector: not null } or { Type: "ExternalName" })
            return Outcome.AwaitChange;

        var pods = stores.Pods.In(key.Namespace).Where(pod => service.Selects(pod.Metadata)).ToList();
        var trigger = _triggers.GetOrAdd(key, _ => new ChangeTriggers()).Observe(service, pods);
        await WriteAsync(SlicePlanner.Decide(service, pods, SlicesOf(service), trigger), cancellationToken);
        return Outcome.AwaitChange;
    }

    private List<EndpointSlice> SlicesOf(Service service) =>
    [
        .. stores.Slices.In(service.Metadata.Namespace).Where(slice =>
            slice.Metadata.DeletionTimestamp is null
            && slice.Metadata.Labels is { } labels
            && labels.GetValueOrDefault(SliceMetadata.ServiceNameLabel) == service.Metadata.Name
            && labels.GetValueOrDefault(SliceMetadata.ManagedByLabel) == SliceMetadata.Keeper),
    ];

    private async Task WriteAsync(SlicePlan plan, CancellationToken cancellationToken)
    {
        foreach (var slice in plan.Create) await client.CreateAsync(slice, null, cancellationToken);
        foreach (var slice in plan.Update) await client.ReplaceAsync(slice, null, cancellationToken);
        foreach (var slice in plan.Delete) await DeleteAsync(slice, cancellationToken);
    }

    private async Task DeleteAsync(EndpointSlice slice, CancellationToken cancellationToken)
    {
        try
        {
            await client.DeleteAsync<EndpointSlice>(ObjectKey.Of(slice), null, cancellationToken);
        }
        catch (ApiException e) when (e.IsNotFound)
        {
            // Gone already.
        }
    }
}
