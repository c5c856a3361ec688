using Kubernetes.Client;
using Kubernetes.Models.Apps;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Kubernetes.Runtime.Controllers;
using LocalCluster.Controllers.Caching;
using LocalCluster.Controllers.Selection;

namespace LocalCluster.Controllers.PodDisruptionBudgets;

/// <summary>The controller of disruption budgets, put together.</summary>
internal static class BudgetRoom
{
    public static Controller Create(KubeClient client, ClusterStores stores, ControllerOptions options) =>
        Controller.Create("disruption-budget", new ConflictRetry(new BudgetReconciler(client, stores, options.TimeProvider)), options)
            .For(stores.Budgets.Informer)
            .Watches(stores.Pods.Informer, pod => BudgetsOf(pod.Metadata, stores))
            .Watches(stores.Sets.Informer, set => BudgetsOf(set, stores));

    private static IEnumerable<ObjectKey> BudgetsOf(ObjectMeta pod, ClusterStores stores) =>
        stores.Budgets.In(pod.Namespace).Where(budget => budget.Spec?.Selector.Matches(pod) == true).Select(budget => ObjectKey.Of(budget));

    private static IEnumerable<ObjectKey> BudgetsOf(StatefulSet set, ClusterStores stores) =>
        set.Spec?.Template?.Metadata is { } template ? BudgetsOf(template with { Namespace = set.Metadata.Namespace }, stores) : [];
}
