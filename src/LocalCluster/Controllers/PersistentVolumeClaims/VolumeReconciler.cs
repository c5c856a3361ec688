using Kubernetes.Client;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Kubernetes.Runtime.Controllers;
using LocalCluster.Controllers.Caching;

namespace LocalCluster.Controllers.PersistentVolumeClaims;

/// <summary>Keeps a volume's phase and reclaims it when its claim has gone.</summary>
internal sealed class VolumeReconciler(KubeClient client, ClusterStores stores, VolumeProvisioner provisioner) : IReconciler
{
    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (stores.Volumes.Find(key) is not { } volume) return Outcome.AwaitChange;

        switch (VolumePlanner.Decide(volume, await ClaimOfAsync(volume, cancellationToken)))
        {
            case VolumeStep.Report report:
                await provisioner.ReportAsync(volume, report.Phase, cancellationToken);
                break;
            case VolumeStep.Reclaim:
                await provisioner.ReclaimAsync(volume, cancellationToken);
                break;
            case VolumeStep.LetGo:
                await provisioner.LetGoAsync(volume, cancellationToken);
                break;
        }

        return Outcome.AwaitChange;
    }

    /// <summary>A claim that the watch does not show is asked for at the server: data are deleted only when it has surely gone.</summary>
    private async Task<PersistentVolumeClaim?> ClaimOfAsync(PersistentVolume volume, CancellationToken cancellationToken)
    {
        if (volume.Spec?.ClaimRef is not { Uid.Length: > 0 } reference) return null;

        var key = new ObjectKey(reference.Namespace, reference.Name ?? "");
        return stores.Claims.Find(key) is { } claim && claim.Metadata.Uid == reference.Uid
            ? claim
            : await client.FindAsync<PersistentVolumeClaim>(key, cancellationToken);
    }
}
