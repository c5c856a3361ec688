using Kubernetes.Client;
using Kubernetes.Models.Apps;
using Kubernetes.Models.Meta;
using Kubernetes.Runtime.Controllers;
using LocalCluster.Controllers.Caching;
using LocalCluster.Controllers.Recording;
using LocalCluster.Controllers.StatefulSets.Pods;

namespace LocalCluster.Controllers.Deployments;

/// <summary>The Deployment controller, put together.</summary>
internal static class DeploymentRoom
{
    public static Controller Create(KubeClient client, ClusterStores stores, EventRecorder recorder, ControllerOptions options) =>
        Controller.Create("deployment", new ConflictRetry(new DeploymentReconciler(client, stores, recorder, options.TimeProvider)), options)
            .For(stores.Deployments.Informer)
            .Watches(stores.ReplicaSets.Informer, OwnerOf);

    private static IEnumerable<ObjectKey> OwnerOf(ReplicaSet set) =>
        PodTies.ControllerOf(set) is { Kind: "Deployment", Name: var name } ? [new ObjectKey(set.Metadata.Namespace, name)] : [];
}
