using Kubernetes.Client;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Kubernetes.Models.StorageClasses;
using Kubernetes.Runtime.Controllers;
using LocalCluster.Controllers.Caching;
using LocalCluster.Controllers.Recording;
using LocalCluster.Controllers.Scheduling;

namespace LocalCluster.Controllers.PersistentVolumeClaims;

/// <summary>The controllers of claims and volumes, put together.</summary>
internal static class ClaimRoom
{
    /// <summary>Making a volume is mostly waiting.</summary>
    private const int Binders = 16;

    public static IEnumerable<Controller> Create(
        KubeClient client, ClusterStores stores, EventRecorder recorder, string dataDirectory, ControllerOptions options)
    {
        var provisioner = new VolumeProvisioner(client, stores, new VolumeDirectories(dataDirectory), recorder, options.TimeProvider);
        yield return Controller.Create("claim-binder", new ConflictRetry(new ClaimReconciler(client, stores, provisioner, recorder)), options with { Concurrency = Binders })
            .For(stores.Claims.Informer)
            .Watches(stores.Volumes.Informer, volume => ClaimsFor(volume, stores))
            .Watches(stores.Classes.Informer, storageClass => WaitingFor(storageClass, stores));
        yield return Controller.Create("volume", new ConflictRetry(new VolumeReconciler(client, stores, provisioner)), options)
            .For(stores.Volumes.Informer)
            .Watches(stores.Claims.Informer, VolumesOf);
        yield return Controller.Create("claim-protection", new ConflictRetry(new ClaimProtection(client, stores)), options)
            .For(stores.Claims.Informer)
            .Watches(stores.Pods.Informer, pod => ClaimCheck.ClaimNames(pod).Select(name => new ObjectKey(pod.Metadata.Namespace, name)));
    }

    /// <summary>The claim that a volume is reserved for, or for a free one every claim that has none.</summary>
    private static IEnumerable<ObjectKey> ClaimsFor(PersistentVolume volume, ClusterStores stores) => volume.Spec?.ClaimRef switch
    {
        { Name: { } name } reference => [new ObjectKey(reference.Namespace, name)],
        _ => stores.Claims.List().Where(claim => claim.Status?.Phase != "Bound").Select(claim => ObjectKey.Of(claim)),
    };

    private static IEnumerable<ObjectKey> WaitingFor(StorageClass storageClass, ClusterStores stores) =>
        stores.Claims.List()
            .Where(claim => claim.Status?.Phase != "Bound" || claim.Spec?.StorageClassName == storageClass.Metadata.Name)
            .Select(claim => ObjectKey.Of(claim));

    private static IEnumerable<ObjectKey> VolumesOf(PersistentVolumeClaim claim) =>
        claim.Spec?.VolumeName is { Length: > 0 } name ? [new ObjectKey(null, name)] : [];
}
