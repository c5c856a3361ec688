using Kubernetes.Client;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Kubernetes.Runtime.Controllers;
using LocalCluster.Controllers.Caching;
using LocalCluster.Controllers.Recording;
using LocalCluster.Controllers.Selection;

namespace LocalCluster.Controllers.ReplicaSets;

/// <summary>The ReplicaSet controller, put together.</summary>
internal static class ReplicaSetRoom
{
    public static Controller Create(KubeClient client, ClusterStores stores, EventRecorder recorder, ControllerOptions options) =>
        Controller.Create("replicaset", new ConflictRetry(new ReplicaSetReconciler(client, stores, recorder, options.TimeProvider)), options)
            .For(stores.ReplicaSets.Informer)
            .Watches(stores.Pods.Informer, pod => Ownership.Concerned(pod, stores.ReplicaSets.In(pod.Metadata.Namespace), set => set.Spec?.Selector));
}
