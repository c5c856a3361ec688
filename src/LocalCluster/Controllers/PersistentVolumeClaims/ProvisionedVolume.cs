using Kubernetes.Models;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Kubernetes.Models.StorageClasses;

namespace LocalCluster.Controllers.PersistentVolumeClaims;

/// <summary>The volume that is made for a claim.</summary>
internal static class ProvisionedVolume
{
    public static string NameFor(PersistentVolumeClaim claim) => $"pvc-{claim.Metadata.Uid}";

    public static PersistentVolume For(PersistentVolumeClaim claim, StorageClass storageClass, string path) => new()
    {
        Metadata = new ObjectMeta
        {
            Name = NameFor(claim),
            Annotations = new Dictionary<string, string> { [ClaimAnnotations.ProvisionedBy] = storageClass.Provisioner },
            Finalizers = [ClaimAnnotations.VolumeProtection],
        },
        Spec = new PersistentVolumeSpec
        {
            Capacity = new Dictionary<string, Quantity> { ["storage"] = VolumeMatch.Requested(claim) ?? new Quantity("0") },
            AccessModes = claim.Spec?.AccessModes,
            ClaimRef = ReferenceTo(claim),
            HostPath = new HostPathVolumeSource { Path = path, Type = "DirectoryOrCreate" },
            PersistentVolumeReclaimPolicy = storageClass.ReclaimPolicy ?? "Delete",
            StorageClassName = storageClass.Metadata.Name,
            VolumeMode = claim.Spec?.VolumeMode ?? "Filesystem",
            MountOptions = storageClass.MountOptions,
        },
    };

    public static ObjectReference ReferenceTo(PersistentVolumeClaim claim) => new()
    {
        ApiVersion = "v1",
        Kind = "PersistentVolumeClaim",
        Namespace = claim.Metadata.Namespace,
        Name = claim.Metadata.Name,
        Uid = claim.Metadata.Uid,
        ResourceVersion = claim.Metadata.ResourceVersion,
    };
}
