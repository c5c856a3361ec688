using Kubernetes.Client;
using Kubernetes.Models.Apps;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Kubernetes.Runtime.Caching;
using Kubernetes.Runtime.Controllers;
using LocalCluster.Controllers.Caching;
using LocalCluster.Controllers.Recording;
using LocalCluster.Controllers.Selection;
using LocalCluster.Controllers.StatefulSets.Claims;
using LocalCluster.Controllers.StatefulSets.Pods;
using LocalCluster.Controllers.StatefulSets.Revisions;

namespace LocalCluster.Controllers.StatefulSets;

/// <summary>The StatefulSet controller, put together.</summary>
internal static class StatefulSetRoom
{
    public static Controller Create(KubeClient client, ClusterStores stores, EventRecorder recorder, ControllerOptions options)
    {
        var events = new SetEvents(recorder);
        var claims = new ClaimKeeper(client, stores.Claims, events);
        var reconciler = new StatefulSetReconciler(
            stores,
            new Adoption<StatefulSet, Pod>(client, stores.Pods),
            new RevisionKeeper(client, stores.Revisions),
            new SetExecutor(client, stores.Pods, claims, events),
            new SetStatusWriter(client),
            options.TimeProvider);
        return Controller.Create("statefulset", new ConflictRetry(reconciler), options)
            .For(stores.Sets.Informer)
            .Watches(stores.Pods.Informer, pod => Ownership.Concerned(pod, stores.Sets.In(pod.Metadata.Namespace), set => set.Spec?.Selector))
            .Watches(stores.Claims.Informer, claim => SetsOf(claim, stores), Matters);
    }

    private static IEnumerable<ObjectKey> SetsOf(PersistentVolumeClaim claim, ClusterStores stores) =>
        stores.Sets.In(claim.Metadata.Namespace)
            .Where(set => set.Spec?.VolumeClaimTemplates?.Any(template => BelongsTo(claim, template, set)) == true)
            .Select(set => ObjectKey.Of(set));

    private static bool BelongsTo(PersistentVolumeClaim claim, PersistentVolumeClaim template, StatefulSet set) =>
        claim.Metadata.Name?.StartsWith($"{template.Metadata.Name}-{set.Metadata.Name}-", StringComparison.Ordinal) == true;

    /// <summary>A set cares about claims that go or change hands; their binding is none of its business.</summary>
    private static bool Matters(StoreChange<PersistentVolumeClaim> change) => change switch
    {
        StoreChange<PersistentVolumeClaim>.Removed => true,
        StoreChange<PersistentVolumeClaim>.Updated updated =>
            updated.Before.Metadata.DeletionTimestamp != updated.Now.Metadata.DeletionTimestamp
            || !Owners(updated.Before).SequenceEqual(Owners(updated.Now)),
        _ => false,
    };

    private static IEnumerable<string> Owners(PersistentVolumeClaim claim) => (claim.Metadata.OwnerReferences ?? []).Select(owner => owner.Uid);
}
