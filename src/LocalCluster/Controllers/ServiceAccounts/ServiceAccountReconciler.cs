using Kubernetes.Client;
using Kubernetes.Models;
using Kubernetes.Models.Meta;
using Kubernetes.Runtime.Controllers;
using LocalCluster.Controllers.Caching;

namespace LocalCluster.Controllers.ServiceAccounts;

/// <summary>Puts the furniture of a namespace in its place and back to it.</summary>
internal sealed class ServiceAccountReconciler(KubeClient client, ClusterStores stores, string certificate) : IReconciler
{
    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (stores.Namespaces.Find(key) is not { Metadata.DeletionTimestamp: null }) return Outcome.AwaitChange;

        await EnsureCertificateAsync(key.Name, cancellationToken);
        if (stores.Accounts.Find(new ObjectKey(key.Name, NamespaceFurniture.AccountName)) is null)
            await CreateAsync(NamespaceFurniture.Account(key.Name), cancellationToken);
        return Outcome.AwaitChange;
    }

    private async Task EnsureCertificateAsync(string ns, CancellationToken cancellationToken)
    {
        var wanted = NamespaceFurniture.Certificate(ns, certificate);
        if (stores.Certificates.Find(ObjectKey.Of(wanted)) is not { } found) await CreateAsync(wanted, cancellationToken);
        else if (!NamespaceFurniture.Holds(found, certificate))
            await client.ReplaceAsync(found with { Data = wanted.Data, BinaryData = null }, null, cancellationToken);
    }

    private async Task CreateAsync<T>(T obj, CancellationToken cancellationToken)
        where T : class, IResource<T>
    {
        try
        {
            await client.CreateAsync(obj, null, cancellationToken);
        }
        catch (ApiException e) when (e.IsAlreadyExists || e.IsForbidden || e.IsNotFound)
        {
            // Somebody was faster, or the namespace is going.
        }
    }
}
