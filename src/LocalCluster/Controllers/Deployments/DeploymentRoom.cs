using Kubernetes.Client;
using Kubernetes.Runtime.Controllers;
using LocalCluster.Controllers.Caching;
using LocalCluster.Controllers.Recording;
using LocalCluster.Controllers.Selection;

namespace LocalCluster.Controllers.Deployments;

/// <summary>The Deployment controller, put together.</summary>
internal static class DeploymentRoom
{
    public static Controller Create(KubeClient client, ClusterStores stores, EventRecorder recorder, ControllerOptions options) =>
        Controller.Create("deployment", new ConflictRetry(new DeploymentReconciler(client, stores, recorder, options.TimeProvider)), options)
            .For(stores.Deployments.Informer)
            .Watches(stores.ReplicaSets.Informer, set => Ownership.Concerned(set, stores.Deployments.In(set.Metadata.Namespace), one => one.Spec?.Selector));
}
