using Kubernetes.Models;
using Kubernetes.Models.Core;
using Kubernetes.Models.StorageClasses;

namespace LocalCluster.Controllers.PersistentVolumeClaims;

/// <summary>Decides what a claim needs next, from the claim, the volumes and the storage classes.</summary>
internal static class ClaimPlanner
{
    public static ClaimStep Decide(
        PersistentVolumeClaim claim, IReadOnlyCollection<PersistentVolume> volumes, IReadOnlyCollection<StorageClass> classes)
    {
        if (!string.IsNullOrEmpty(claim.Spec?.VolumeName)) return Complete(claim, volumes, classes);
        if (claim.Metadata.DeletionTimestamp is not null) return new ClaimStep.Wait();

        var reserved = volumes.FirstOrDefault(volume => VolumeMatch.IsReservedFor(volume, claim));
        if (reserved is not null) return new ClaimStep.Enter(reserved.Metadata.Name ?? "", Chosen: true);
        return VolumeMatch.Find(claim, volumes) is { } available ? new ClaimStep.Reserve(available) : FromClass(claim, classes);
    }

    private static ClaimStep FromClass(PersistentVolumeClaim claim, IReadOnlyCollection<StorageClass> classes)
    {
        if (claim.Spec?.StorageClassName is not { } className)
        {
            return DefaultOf(classes) is { } fallback
                ? new ClaimStep.TakeDefaultClass(fallback.Metadata.Name ?? "")
                : new ClaimStep.Wait(ClaimNotes.NothingAvailable);
        }

        if (className.Length == 0) return new ClaimStep.Wait(ClaimNotes.NothingAvailable);
        if (classes.FirstOrDefault(candidate => candidate.Metadata.Name == className) is not { } storageClass)
            return new ClaimStep.Wait(ClaimNotes.NoSuchClass(className));

        var annotations = claim.Metadata.Annotations;
        if (storageClass.VolumeBindingMode == "WaitForFirstConsumer" && annotations?.ContainsKey(ClaimAnnotations.SelectedNode) != true)
            return new ClaimStep.Wait(ClaimNotes.NoConsumer);

        var provisioner = storageClass.Provisioner;
        var named = annotations?.GetValueOrDefault(ClaimAnnotations.StorageProvisioner) == provisioner;
        if (!named) return new ClaimStep.NameProvisioner(provisioner, ClaimNotes.WaitsFor(provisioner));
        return provisioner == DefaultStorageClass.Provisioner ? new ClaimStep.Provision(storageClass) : new ClaimStep.Wait();
    }

    private static ClaimStep Complete(
        PersistentVolumeClaim claim, IReadOnlyCollection<PersistentVolume> volumes, IReadOnlyCollection<StorageClass> classes)
    {
        var name = claim.Spec!.VolumeName!;
        var wasBound = claim.Metadata.Annotations?.ContainsKey(ClaimAnnotations.BindCompleted) == true;
        var volume = volumes.FirstOrDefault(candidate => candidate.Metadata.Name == name);
        if (volume is null || (wasBound && !VolumeMatch.IsReservedFor(volume, claim))) return wasBound ? Lost(claim, volume) : Pending(claim);
        if (volume.Spec?.ClaimRef is null || VolumeMatch.IsPromisedTo(volume, claim)) return new ClaimStep.Reserve(volume);
        if (!VolumeMatch.IsReservedFor(volume, claim)) return new ClaimStep.Wait(ClaimNotes.TakenByAnother(name));
        if (!wasBound) return new ClaimStep.Enter(name, Chosen: false);
        return Grow(claim, volume, classes) ?? Bound(claim, volume);
    }

    private static ClaimStep.Grow? Grow(PersistentVolumeClaim claim, PersistentVolume volume, IReadOnlyCollection<StorageClass> classes)
    {
        if (claim.Status?.Phase != "Bound" || VolumeMatch.Requested(claim) is not { } wanted) return null;
        if (VolumeMatch.Size(volume) is { } size && size >= wanted) return null;

        var mayGrow = classes.Any(candidate =>
            candidate.Metadata.Name == claim.Spec?.StorageClassName
            && candidate is { AllowVolumeExpansion: true, Provisioner: DefaultStorageClass.Provisioner });
        return mayGrow ? new ClaimStep.Grow(volume, wanted) : null;
    }

    private static ClaimStep Bound(PersistentVolumeClaim claim, PersistentVolume volume)
    {
        var status = (claim.Status ?? new PersistentVolumeClaimStatus()) with
        {
            Phase = "Bound",
            AccessModes = volume.Spec?.AccessModes,
            Capacity = VolumeMatch.Size(volume) is { } size ? new Dictionary<string, Quantity> { ["storage"] = size } : null,
        };
        return Same(claim.Status, status) ? new ClaimStep.Wait() : new ClaimStep.Report(status);
    }

    private static ClaimStep Lost(PersistentVolumeClaim claim, PersistentVolume? volume) => claim.Status?.Phase == "Lost"
        ? new ClaimStep.Wait()
        : new ClaimStep.Report(
            (claim.Status ?? new PersistentVolumeClaimStatus()) with { Phase = "Lost", AccessModes = null, Capacity = null },
            volume is null ? ClaimNotes.VolumeLost : ClaimNotes.VolumeMisbound);

    private static ClaimStep Pending(PersistentVolumeClaim claim) => claim.Status?.Phase is "Pending"
        ? new ClaimStep.Wait()
        : new ClaimStep.Report(new PersistentVolumeClaimStatus { Phase = "Pending" });

    private static bool Same(PersistentVolumeClaimStatus? left, PersistentVolumeClaimStatus right) =>
        left?.Phase == right.Phase
        && (left?.AccessModes ?? []).SequenceEqual(right.AccessModes ?? [])
        && left?.Capacity?.GetValueOrDefault("storage") == right.Capacity?.GetValueOrDefault("storage");

    /// <summary>The newest of the classes marked as default, as the API server's admission chooses too.</summary>
    private static StorageClass? DefaultOf(IReadOnlyCollection<StorageClass> classes) =>
        classes.Where(candidate => candidate.Metadata.Annotations?.GetValueOrDefault(ClaimAnnotations.DefaultClass) == "true")
            .OrderByDescending(candidate => candidate.Metadata.CreationTimestamp)
            .ThenBy(candidate => candidate.Metadata.Name, StringComparer.Ordinal)
            .FirstOrDefault();
}
