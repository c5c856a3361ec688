using Kubernetes.Client;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Kubernetes.Runtime.Caching;
using Kubernetes.Runtime.Controllers;
using LocalCluster.Controllers.Caching;
using LocalCluster.Controllers.Recording;

namespace LocalCluster.Controllers.Scheduling;

/// <summary>The scheduler, put together. One worker: two pods are never weighed against the same free place at once.</summary>
internal static class SchedulingRoom
{
    public static Controller Create(KubeClient client, ClusterStores stores, EventRecorder recorder, ControllerOptions options) =>
        Controller.Create("scheduler", new ConflictRetry(new SchedulingReconciler(client, stores, recorder, options.TimeProvider)), options with { Concurrency = 1 })
            .For(stores.Pods.Informer, change => IsHomeless(change.Object))
            .Watches(stores.Claims.Informer, claim => HomelessUsers(claim, stores))
            .Watches(stores.Nodes.Informer, _ => Homeless(stores), MayTakeMore)
            .Watches(stores.Pods.Informer, _ => Homeless(stores), FreesRoom);

    private static bool IsHomeless(Pod pod) => string.IsNullOrEmpty(pod.Spec?.NodeName);

    private static IEnumerable<ObjectKey> Homeless(ClusterStores stores) =>
        stores.Pods.List().Where(IsHomeless).Select(pod => ObjectKey.Of(pod));

    private static IEnumerable<ObjectKey> HomelessUsers(PersistentVolumeClaim claim, ClusterStores stores) =>
        stores.Pods.In(claim.Metadata.Namespace)
            .Where(pod => IsHomeless(pod) && ClaimCheck.ClaimNames(pod).Contains(claim.Metadata.Name))
            .Select(pod => ObjectKey.Of(pod));

    /// <summary>A node's heartbeat is no news.</summary>
    private static bool MayTakeMore(StoreChange<ClusterNode> change) =>
        change is not StoreChange<ClusterNode>.Updated updated || NodeNews.Differs(updated.Before, updated.Now);

    private static bool FreesRoom(StoreChange<Pod> change) => change switch
    {
        StoreChange<Pod>.Removed removed => !IsHomeless(removed.Last),
        StoreChange<Pod>.Updated updated => updated.Now.Status?.Phase is "Succeeded" or "Failed" && updated.Before.Status?.Phase != updated.Now.Status.Phase,
        _ => false,
    };
}
