using Kubernetes.Models;
using Kubernetes.Models.Core;
using Kubernetes.Models.StorageClasses;

namespace LocalCluster.Controllers.PersistentVolumeClaims;

/// <summary>The next thing that a claim needs.</summary>
internal abstract record ClaimStep
{
    private ClaimStep()
    {
    }

    /// <summary>Nothing until something changes; the reason, if there is one, becomes an Event.</summary>
    internal sealed record Wait(ClaimNote? Note = null) : ClaimStep;

    /// <summary>The claim named no class and gets the cluster's default one.</summary>
    internal sealed record TakeDefaultClass(string ClassName) : ClaimStep;

    /// <summary>Announces who has to make the volume.</summary>
    internal sealed record NameProvisioner(string Provisioner, ClaimNote Note) : ClaimStep;

    /// <summary>Makes a volume for this claim.</summary>
    internal sealed record Provision(StorageClass Class) : ClaimStep;

    /// <summary>Reserves a volume for this claim.</summary>
    internal sealed record Reserve(PersistentVolume Volume) : ClaimStep;

    /// <summary>Enters the volume into the claim. <paramref name="Chosen"/>: by the controller, not by the claim's author.</summary>
    internal sealed record Enter(string VolumeName, bool Chosen) : ClaimStep;

    /// <summary>Writes the claim's phase; what it got only when it is bound.</summary>
    internal sealed record Report(PersistentVolumeClaimStatus Status, ClaimNote? Note = null) : ClaimStep;

    /// <summary>Makes the volume as large as the claim asks.</summary>
    internal sealed record Grow(PersistentVolume Volume, Quantity Size) : ClaimStep;
}
