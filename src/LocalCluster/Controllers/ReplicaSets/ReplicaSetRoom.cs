using Kubernetes.Client;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Kubernetes.Runtime.Controllers;
using LocalCluster.Controllers.Caching;
using LocalCluster.Controllers.Recording;
using LocalCluster.Controllers.StatefulSets.Pods;

namespace LocalCluster.Controllers.ReplicaSets;

/// <summary>The ReplicaSet controller, put together.</summary>
internal static class ReplicaSetRoom
{
    public static Controller Create(KubeClient client, ClusterStores stores, EventRecorder recorder, ControllerOptions options) =>
        Controller.Create("replicaset", new ConflictRetry(new ReplicaSetReconciler(client, stores, recorder, options.TimeProvider)), options)
            .For(stores.ReplicaSets.Informer)
            .Watches(stores.Pods.Informer, OwnerOf);

    private static IEnumerable<ObjectKey> OwnerOf(Pod pod) =>
        PodTies.ControllerOf(pod) is { Kind: "ReplicaSet", Name: var name } ? [new ObjectKey(pod.Metadata.Namespace, name)] : [];
}
