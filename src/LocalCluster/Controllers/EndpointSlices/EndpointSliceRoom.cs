using Kubernetes.Client;
using Kubernetes.Models.Core;
using Kubernetes.Models.Discovery;
using Kubernetes.Models.Meta;
using Kubernetes.Runtime.Controllers;
using LocalCluster.Controllers.Caching;
using LocalCluster.Controllers.Selection;

namespace LocalCluster.Controllers.EndpointSlices;

/// <summary>The endpoint slice controller, put together.</summary>
internal static class EndpointSliceRoom
{
    public static Controller Create(KubeClient client, ClusterStores stores, ControllerOptions options) =>
        Controller.Create("endpointslice", new ConflictRetry(new EndpointSliceReconciler(client, stores)), options)
            .For(stores.Services.Informer)
            .Watches(stores.Pods.Informer, pod => ServicesOf(pod, stores))
            .Watches(stores.Slices.Informer, ServiceOf);

    private static IEnumerable<ObjectKey> ServicesOf(Pod pod, ClusterStores stores) =>
        stores.Services.In(pod.Metadata.Namespace).Where(service => service.Selects(pod.Metadata)).Select(service => ObjectKey.Of(service));

    private static IEnumerable<ObjectKey> ServiceOf(EndpointSlice slice) =>
        slice.Metadata.Labels is { } labels
        && labels.GetValueOrDefault(SliceMetadata.ManagedByLabel) == SliceMetadata.Keeper
        && labels.GetValueOrDefault(SliceMetadata.ServiceNameLabel) is { } service
            ? [new ObjectKey(slice.Metadata.Namespace, service)]
            : [];
}
