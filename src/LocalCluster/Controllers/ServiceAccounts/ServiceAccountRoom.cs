using Kubernetes.Client;
using Kubernetes.Models.Meta;
using Kubernetes.Runtime.Controllers;
using LocalCluster.Controllers.Caching;

namespace LocalCluster.Controllers.ServiceAccounts;

/// <summary>The controller of accounts and root certificates, put together.</summary>
internal static class ServiceAccountRoom
{
    public static Controller Create(KubeClient client, ClusterStores stores, string certificate, ControllerOptions options) =>
        Controller.Create("service-account", new ConflictRetry(new ServiceAccountReconciler(client, stores, certificate)), options)
            .For(stores.Namespaces.Informer)
            .Watches(stores.Accounts.Informer, account => NamespaceOf(account.Metadata))
            .Watches(stores.Certificates.Informer, map => NamespaceOf(map.Metadata));

    private static IEnumerable<ObjectKey> NamespaceOf(ObjectMeta metadata) => metadata.Namespace is { } ns ? [new ObjectKey(null, ns)] : [];
}
