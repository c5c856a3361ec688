namespace LocalCluster.Controllers.PersistentVolumeClaims;

/// <summary>The annotations and finalizers by which claims, volumes, binder and provisioner speak to each other.</summary>
internal static class ClaimAnnotations
{
    public const string BindCompleted = "pv.kubernetes.io/bind-completed";

    public const string BoundByController = "pv.kubernetes.io/bound-by-controller";

    public const string ProvisionedBy = "pv.kubernetes.io/provisioned-by";

    public const string StorageProvisioner = "volume.kubernetes.io/storage-provisioner";

    /// <summary>The older name of the same; both are still written.</summary>
    public const string BetaStorageProvisioner = "volume.beta.kubernetes.io/storage-provisioner";

    /// <summary>Set by the scheduler on a claim that waits for its first consumer.</summary>
    public const string SelectedNode = "volume.kubernetes.io/selected-node";

    public const string DefaultClass = "storageclass.kubernetes.io/is-default-class";

    public const string ClaimProtection = "kubernetes.io/pvc-protection";

    public const string VolumeProtection = "kubernetes.io/pv-protection";
}
