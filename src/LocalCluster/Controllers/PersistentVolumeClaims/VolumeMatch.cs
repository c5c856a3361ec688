using Kubernetes.Models;
using Kubernetes.Models.Core;
using LocalCluster.Controllers.Selection;

namespace LocalCluster.Controllers.PersistentVolumeClaims;

/// <summary>Which volume fits which claim.</summary>
internal static class VolumeMatch
{
    /// <summary>The volume belongs to this very claim.</summary>
    public static bool IsReservedFor(PersistentVolume volume, PersistentVolumeClaim claim) =>
        Names(volume.Spec?.ClaimRef, claim) && volume.Spec!.ClaimRef!.Uid == claim.Metadata.Uid;

    /// <summary>Somebody reserved the volume for a claim of this name, whichever it will be.</summary>
    public static bool IsPromisedTo(PersistentVolume volume, PersistentVolumeClaim claim) =>
        Names(volume.Spec?.ClaimRef, claim) && string.IsNullOrEmpty(volume.Spec!.ClaimRef!.Uid);

    /// <summary>The volume promised to the claim, or else the smallest free one that is large enough.</summary>
    public static PersistentVolume? Find(PersistentVolumeClaim claim, IReadOnlyCollection<PersistentVolume> volumes) =>
        volumes.Where(volume => volume.Metadata.DeletionTimestamp is null && Fits(volume, claim))
            .OrderByDescending(volume => IsPromisedTo(volume, claim))
            .ThenBy(volume => Size(volume))
            .ThenBy(volume => volume.Metadata.Name, StringComparer.Ordinal)
            .FirstOrDefault();

    public static Quantity? Size(PersistentVolume volume) =>
        volume.Spec?.Capacity?.TryGetValue("storage", out var size) == true ? size : default(Quantity?);

    public static Quantity? Requested(PersistentVolumeClaim claim) =>
        claim.Spec?.Resources?.Requests?.TryGetValue("storage", out var size) == true ? size : default(Quantity?);

    private static bool Fits(PersistentVolume volume, PersistentVolumeClaim claim) =>
        (volume.Spec?.ClaimRef is null || IsPromisedTo(volume, claim))
        && (volume.Spec?.StorageClassName ?? "") == (claim.Spec?.StorageClassName ?? "")
        && (volume.Spec?.VolumeMode ?? "Filesystem") == (claim.Spec?.VolumeMode ?? "Filesystem")
        && (claim.Spec?.AccessModes ?? []).All(mode => volume.Spec?.AccessModes?.Contains(mode) == true)
        && (claim.Spec?.Selector is null || claim.Spec.Selector.Matches(volume.Metadata))
        && (Requested(claim) is not { } wanted || (Size(volume) is { } size && size >= wanted));

    private static bool Names(ObjectReference? reference, PersistentVolumeClaim claim) =>
        reference is not null && reference.Name == claim.Metadata.Name && reference.Namespace == claim.Metadata.Namespace;
}
