using Kubernetes.Models.Core;

namespace LocalCluster.Controllers.PersistentVolumeClaims;

/// <summary>Decides what a volume needs next. <c>claim</c> is the claim that it names now, whether or not it is the one it was reserved for.</summary>
internal static class VolumePlanner
{
    public static VolumeStep Decide(PersistentVolume volume, PersistentVolumeClaim? claim)
    {
        var phase = PhaseOf(volume, claim);
        if (volume.Metadata.DeletionTimestamp is not null)
        {
            var isProtected = volume.Metadata.Finalizers?.Contains(ClaimAnnotations.VolumeProtection) == true;
            return isProtected && phase != "Bound" ? new VolumeStep.LetGo() : new VolumeStep.Wait();
        }

        if (phase == "Released" && volume.Spec?.PersistentVolumeReclaimPolicy == "Delete" && IsOurs(volume)) return new VolumeStep.Reclaim();
        return volume.Status?.Phase == phase ? new VolumeStep.Wait() : new VolumeStep.Report(phase);
    }

    private static string PhaseOf(PersistentVolume volume, PersistentVolumeClaim? claim)
    {
        if (string.IsNullOrEmpty(volume.Spec?.ClaimRef?.Uid)) return "Available";
        return claim is not null && claim.Metadata.Uid == volume.Spec.ClaimRef.Uid ? "Bound" : "Released";
    }

    private static bool IsOurs(PersistentVolume volume) =>
        volume.Metadata.Annotations?.GetValueOrDefault(ClaimAnnotations.ProvisionedBy) == DefaultStorageClass.Provisioner;
}
